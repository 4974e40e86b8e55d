#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# test.sh: everything that several kernels and their programs promise, in QEMU
#
# usage: test.sh [PART]...
#
#   selftests   the life of spawns and /dev/ikc: a host, a spawn of the same build and
#               a PREEMPT_RT spawn; panics of each of them, hangs, kills
#   debug       the same on kernels with KASAN, lockdep and atomic-sleep checks
#   defconfig   the same on a host that is x86_64_defconfig with the option
#   x2apic      the same on a machine with x2APIC; where QEMU is older than 9, with one of the
#               release's backports, see scripts/qemu.sh
#   execution   the SDK's execution tests over /dev/ikc, on one kernel and across two
#   libikc      C and C# call each other from kernel to kernel
#   latency     the latency harness, from the host to a spawn and from spawn to spawn
#   demo        demo.sh gets to its end, every byte and every call where it should be
#   ci          the kernels build; the selftests, and of the rest what a time allows
#
# Without a PART: selftests debug execution libikc latency demo. Fetches, applies and builds what is not there yet.
# Each part is test/PART.sh, where it has options, or a line below. Ends with
# "N passed, N failed".
#
# IKC_KERNEL_TREE=DIR  a base tree of your own
# IKC_KERNEL_WORK=DIR  where everything is kept

. "$(dirname "$0")/scripts/common.sh"
. "$HERE/scripts/count.sh"
help_if_asked "$@"
[ $# -gt 0 ] || set -- selftests debug execution libikc latency demo

mkdir -p "$WORK"
for part in "$@"; do
	say "$part"
	case $part in
	selftests | execution | libikc | latency | demo | ci) counted "$HERE/test/$part.sh" ;;
	debug | defconfig | x2apic) counted "$HERE/test/selftests.sh" --$part --restarts 3 ;;
	*) die "no such part: $part, see --help" ;;
	esac
done
count_end
