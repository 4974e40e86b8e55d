#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# check.sh: hold the series to the kernel's rules
#
# usage: check.sh [--each] [--help]
#
# checkpatch --strict on every patch, then W=1 and sparse on every C file that
# the series adds, with the option set. --each builds every patch on its own as
# well, with and without the option, which takes long.
# What checkpatch reports and is kept is listed in checkpatch.ignore, with why.
# Ends with "N passed, N failed".

. "$(dirname "$0")/common.sh"
help_if_asked "$@"
each=
case ${1:-} in
--each) each=1 ;;
'') ;;
*) die "unknown argument $1, see --help" ;;
esac
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

if [ -n "$each" ]; then
	off=$WORK/obj/off.config
	printf 'CONFIG_SPAWN_KERNEL=n\nCONFIG_IKC=n\n' > "$off"
	for commit in $(git -C "$tree" rev-list --reverse base..series); do
		name=$(git -C "$tree" log -1 --format=%s "$commit")
		git -C "$tree" checkout -q "$commit"
		for option in with without; do
			if [ $option = with ]; then configure; else configure "$off"; fi
			make -s -C "$tree" O="$obj" -j"$(nproc)" bzImage > "$log" 2>&1 && status=0 || status=1
			result $status "builds $option the option: $name"
			[ $status = 0 ] || tail -20 "$log" | sed 's/^/     /'
		done
	done
	git -C "$tree" checkout -q series
fi

echo "$passed passed, $failed failed"
[ $failed = 0 ]
