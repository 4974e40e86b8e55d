#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# shell.sh: boot the host in QEMU and look around
#
# usage: shell.sh [--help]
#
# A shell on the host kernel, in this terminal; it says how to start a spawn.
# Builds what is not there yet. exit in the shell ends it, Ctrl-A X as well.
#
# IKC_KERNEL_TREE=DIR  a base tree of your own
# IKC_KERNEL_WORK=DIR  where everything is kept

. "$(dirname "$0")/scripts/common.sh"
. "$HERE/scripts/machine.sh"
help_if_asked "$@"
[ $# = 0 ] || die "takes no argument, see --help"

build_all --config "$HERE/config/test.config"
out=$WORK/shell
mkdir -p "$out"
pack "$out"
machine "$KERNEL_HOST" "$out/host.cpio.gz" "ikc.run=shell loglevel=5" -serial mon:stdio
