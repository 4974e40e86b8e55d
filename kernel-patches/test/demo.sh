#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# demo.sh: does the demo get to its end, with every byte and every call where it should be
#
# usage: demo.sh [--help]
#
# Runs ../demo.sh. Ends with "N passed, N failed".

. "$(dirname "$0")/../scripts/common.sh"
help_if_asked "$@"
if "$HERE/demo.sh"; then echo "1 passed, 0 failed"; else echo "0 passed, 1 failed"; exit 1; fi
