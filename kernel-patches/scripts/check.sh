#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# check.sh: hold the series to the kernel's rules
#
# usage: check.sh [--each[=N] [--boot]] [--help]
#
# checkpatch --strict on every patch, then W=1 and sparse on every C file that
# the series adds, with the option set.
#
#   --each   builds every patch on its own as well, with and without the option, which
#            takes long; without it, no object may differ in size from the base's.
#            --each=N only every N-th of them, the base and the last
#   --boot   and boots each of these kernels in QEMU
#
# What checkpatch reports and is kept is listed in checkpatch.ignore, with why.
# Ends with "N passed, N failed".

. "$(dirname "$0")/common.sh"
help_if_asked "$@"
. "$HERE/scripts/machine.sh"
each=
boot=
for arg in "$@"; do
	case $arg in
	--each) each=1 ;;
	--each=[1-9]*) each=${arg#*=} ;;
	--boot) boot=1 ;;
	*) die "unknown argument $arg, see --help" ;;
	esac
done
[ -n "$each" ] || [ -z "$boot" ] || die "--boot wants --each, see --help"
need sparse sparse
need perl perl

# checkpatch leaves a cache in the folder that it runs in
mkdir -p "$WORK"
cd "$WORK"

passed=0
failed=0

result()	# STATUS NAME
{
	if [ "$1" = 0 ]; then
		passed=$((passed + 1))
		echo "ok   $2"
	else
		failed=$((failed + 1))
		echo "FAIL $2"
	fi
}

tree=$("$HERE/scripts/apply.sh")
obj=$WORK/obj/check
log=$WORK/check.log
mkdir -p "$obj"
ignore=$(sed -n 's/^\([A-Z_]*\):.*/\1/p' "$HERE/checkpatch.ignore" | paste -sd,)

for patch in $(series); do
	"$tree/scripts/checkpatch.pl" --strict --no-tree --root="$tree" --no-summary --terse --show-types \
		--ignore "$ignore" "$patch" > "$log" 2>&1 && status=0 || status=1
	result $status "checkpatch ${patch##*/}"
	[ $status = 0 ] || sed 's/^/     /' "$log"
done

configure()	# EXTRA...
{
	make -s -C "$tree" O="$obj" tinyconfig > "$log" 2>&1
	(cd "$tree" && scripts/kconfig/merge_config.sh -m -O "$obj" "$obj/.config" "$HERE/config/host.config" "$@") >> "$log" 2>&1
	make -s -C "$tree" O="$obj" olddefconfig prepare >> "$log" 2>&1
}

# Debian 12's sparse does not know that word, which the base wants it to know
sparse="sparse -D__typeof_unqual__=__typeof__"
configure
for file in $(git -C "$tree" diff --name-only --diff-filter=A base series -- '*.c' ':!tools' ':!Documentation'); do
	target=${file%.c}.o
	rm -f "$obj/$target"
	make -s -C "$tree" O="$obj" W=1 C=1 CHECK="$sparse" KCFLAGS=-Werror "$target" > "$log" 2>&1 && status=0 || status=1
	# sparse prints and does not fail; what a header of the base makes it say is not ours,
	# and it says "bad constant expression" to each module_param() of the kernel
	grep -E "$file:[0-9]+.*(warning|error)" "$log" | grep -v "error: bad constant expression" && status=1
	result $status "W=1 and sparse $file"
	[ $status = 0 ] || sed 's/^/     /' "$log"
done

# Each patch on its own: does it build, with the option and without; does it boot; and is
# there, without the option, not a byte that was not there before? A smaller kernel than
# the tests', in a work tree of its own.
each_tree=$WORK/each
build_small()	# with|without
{
	local obj=$WORK/obj/each-$1 fragments=("$HERE/config/small.config")

	[ "$1" = without ] || fragments+=("$HERE/config/option.config")
	mkdir -p "$obj"
	make -s -C "$each_tree" O="$obj" tinyconfig > "$log" 2>&1 &&
		(cd "$each_tree" && scripts/kconfig/merge_config.sh -m -O "$obj" "$obj/.config" "${fragments[@]}") >> "$log" 2>&1 &&
		make -s -C "$each_tree" O="$obj" olddefconfig >> "$log" 2>&1 &&
		make -s -C "$each_tree" O="$obj" -j"$(nproc)" KBUILD_BUILD_TIMESTAMP=0 KCFLAGS=-Werror bzImage >> "$log" 2>&1
}

boot_small()	# with|without
{
	MACHINE_MEMORY=1G MACHINE_RANGE=64M MACHINE_POOL=64M machine_for 300 "$WORK/obj/each-$1/arch/x86/boot/bzImage" \
		"$WORK/each.cpio.gz" "ikc.run=each" -serial "file:$log" < /dev/null &&
		grep -q "^each: up" "$log" && ! grep -qE "WARNING:|BUG:|Oops|Call Trace" "$log"
}

# Code and data of each object. Ours are not there without the option.
sizes_without()
{
	find "$WORK/obj/each-without" -name '*.o' ! -name 'built-in*' ! -name '.*' ! -path '*/boot/*' ! -path '*/scripts/*' \
		! -path '*/tools/*' ! -name 'vmlinux*' -print0 | sort -z | xargs -0 size | awk '{ print $1, $2, $3, $6 }'
}

if [ -n "$each" ]; then
	git -C "$tree" worktree prune
	[ -d "$each_tree" ] || git -C "$tree" worktree add -q --detach "$each_tree" base
	[ -z "$boot" ] || "$HERE/scripts/initramfs.sh" "$WORK/each.cpio.gz"
	for commit in base $(git -C "$tree" rev-list --reverse base..series | awk -v each="$each" \
		'{ line = $0 } NR % each == 0 { print; last = NR } END { if (last != NR) print line }'); do
		git -C "$each_tree" checkout -q --detach "$commit"
		name=$(git -C "$tree" log -1 --format=%s "$commit")
		for option in with without; do
			build_small $option && status=0 || status=1
			result $status "builds $option the option: $name"
			[ $status = 0 ] || tail -20 "$log" | sed 's/^/     /'
			[ -n "$boot" ] && [ $status = 0 ] || continue
			boot_small $option && status=0 || status=1
			result $status "boots $option the option: $name"
			[ $status = 0 ] || tail -20 "$log" | sed 's/^/     /'
		done
		[ "$commit" != base ] || sizes_without > "$WORK/sizes.base"
	done
	sizes_without | diff "$WORK/sizes.base" - > "$log" && status=0 || status=1
	result $status "without the option no object differs in size from the base's"
	[ $status = 0 ] || sed 's/^/     /' "$log"
fi

echo "$passed passed, $failed failed"
[ $failed = 0 ]
