#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# demo.sh: three kernels on one machine, on one screen
#
# usage: demo.sh [--help]
#
# Boots a host and two spawns in QEMU, one of them PREEMPT_RT; one panics, the
# others go on, it is started again. Builds what is not there yet.
#
# IKC_KERNEL_TREE=DIR  a base tree of your own
# IKC_KERNEL_WORK=DIR  where everything is kept

. "$(dirname "$0")/scripts/common.sh"
. "$HERE/scripts/machine.sh"
help_if_asked "$@"
[ $# = 0 ] || die "takes no argument, see --help"

build_all --config "$HERE/config/test.config"
out=$WORK/demo
mkdir -p "$out"
pack "$out"
timeout 600 bash -c '. "$0/scripts/common.sh"; . "$0/scripts/machine.sh"; machine "$@"' "$HERE" \
	"$KERNEL_HOST" "$out/host.cpio.gz" "ikc.run=demo" \
	-serial "file:$out/host.log" -serial stdio < /dev/null | tee "$out/demo.txt"
grep -q "^== demo done" "$out/demo.txt" || die "the demo did not get to its end, see $out"
