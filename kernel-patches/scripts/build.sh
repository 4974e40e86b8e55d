#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# build.sh: build a kernel with the series
#
# usage: build.sh [--config FILE]... [host|spawn|rt|defconfig|ikcctl]...
#
#   host       config/host.config; runs as the host, and as a spawn as well
#   spawn      host and config/spawn.config: for spawns only
#   rt         spawn and config/rt.config: a PREEMPT_RT spawn
#   defconfig  x86_64_defconfig and config/option.config: a host like a distribution's
#   ikcctl     the tool, static
#
# Without a name, the first three and ikcctl. --config FILE, which may be
# repeated, is merged over what is built: a fragment or a whole configuration of
# your own. Each result is kept under a hash of all that went into it (series,
# base, configuration, compiler) and is not built again. Prints a path for
# each: a bzImage, or the program.
#
# IKC_KERNEL_TREE=DIR  see fetch.sh
# IKC_KERNEL_WORK=DIR  where everything is kept
# IKC_KERNEL_JOBS=N    of make; default: one for each processor

. "$(dirname "$0")/common.sh"
help_if_asked "$@"

extra=()
kinds=()
while [ $# -gt 0 ]; do
	case $1 in
	--config)
		[ $# -gt 1 ] || die "--config wants a file"
		[ -f "$2" ] || die "no such configuration: $2"
		extra+=("$(readlink -f "$2")")
		shift
		;;
	host|spawn|rt|defconfig|ikcctl) kinds+=("$1") ;;
	*) die "unknown argument $1, see --help" ;;
	esac
	shift
done
[ ${#kinds[@]} -gt 0 ] || kinds=(host spawn rt ikcctl)

need make make
need gcc gcc
need bison bison
need flex flex
need bc bc
[ -f /usr/include/libelf.h ] || die "libelf.h is missing: apt-get install libelf-dev"

JOBS=${IKC_KERNEL_JOBS:-$(nproc)}

# configure DIR START FRAGMENT...: START is a target of make, on top of which the rest goes
configure()
{
	local obj=$1 start=$2

	shift 2
	mkdir -p "$obj"
	make -s -C "$tree" O="$obj" "$start" > "$obj/config.log" 2>&1 || { cat "$obj/config.log" >&2; die "$start failed"; }
	(cd "$tree" && scripts/kconfig/merge_config.sh -m -O "$obj" "$obj/.config" "$@") >> "$obj/config.log" 2>&1
	make -s -C "$tree" O="$obj" olddefconfig >> "$obj/config.log" 2>&1
}

build_kernel()
{
	local kind=$1 start=tinyconfig fragments obj hash out

	fragments=("$HERE/config/host.config")
	case $kind in
	spawn) fragments+=("$HERE/config/spawn.config") ;;
	rt) fragments+=("$HERE/config/spawn.config" "$HERE/config/rt.config") ;;
	defconfig)
		start=x86_64_defconfig
		fragments=("$HERE/config/option.config")
		;;
	esac
	fragments+=("${extra[@]}")
	hash=$({ build_hash; echo "$TREE"; gcc --version | head -1; ld --version | head -1; echo "$kind"
		 cat "${fragments[@]}"; } | sha256sum | cut -c1-16)
	out=$WORK/out/$kind-$hash
	[ -f "$out/bzImage" ] || flock 9
	if ! [ -f "$out/bzImage" ]; then
		tree=$("$HERE/scripts/apply.sh")
		# One folder for each configuration, or they would undo each other's work
		obj=$WORK/obj/$kind-$(cat "${fragments[@]}" | sha256sum | cut -c1-8)
		say "building $kind"
		configure "$obj" "$start" "${fragments[@]}"
		# The same source gives the same image
		if ! make -C "$tree" O="$obj" -j"$JOBS" KBUILD_BUILD_TIMESTAMP="$hash" \
			KBUILD_BUILD_USER=ikc KBUILD_BUILD_HOST=ikc bzImage > "$obj/build.log" 2>&1; then
			tail -30 "$obj/build.log" >&2
			die "building $kind failed; all of it is in $obj/build.log"
		fi
		mkdir -p "$out"
		cp "$obj/.config" "$out/config"
		cp "$obj/System.map" "$out/"
		cp "$obj/arch/x86/boot/bzImage" "$out/bzImage.new"
		mv "$out/bzImage.new" "$out/bzImage"
	fi
	echo "$out/bzImage"
}

# User space of the series, against the headers of the series
build_ikcctl()
{
	local out

	out=$WORK/out/tools-$({ build_hash; gcc --version | head -1; } | sha256sum | cut -c1-16)
	[ -x "$out/ikcctl" ] || flock 9
	if ! [ -x "$out/ikcctl" ]; then
		tree=$("$HERE/scripts/apply.sh")
		mkdir -p "$out" "$WORK/obj/headers"
		make -s -C "$tree" O="$WORK/obj/headers" ARCH=x86 headers > "$WORK/obj/headers.log" 2>&1 ||
			{ cat "$WORK/obj/headers.log" >&2; die "make headers failed"; }
		gcc -O2 -Wall -Wextra -Werror -static -I"$WORK/obj/headers/usr/include" \
			-o "$out/ikcctl.new" "$tree/tools/spawn/ikcctl.c"
		mv "$out/ikcctl.new" "$out/ikcctl"
	fi
	echo "$out/ikcctl"
}

mkdir -p "$WORK/out" "$WORK/obj"
# Two at a time would be in each other's way; what is built already need not wait
exec 9> "$WORK/lock"
for kind in "${kinds[@]}"; do
	case $kind in
	ikcctl) build_ikcctl ;;
	*) build_kernel "$kind" ;;
	esac
done
