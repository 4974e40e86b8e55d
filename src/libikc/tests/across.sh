#!/bin/sh
# SPDX-License-Identifier: MIT OR GPL-2.0
# The C pair on the device fabric: across.sh serve in one kernel, across.sh call in another. PEER is the program, built with
# "make peer" (static); it waits up to a minute for the service. Ends with KTAP.
set -u
PEER=${PEER:-./peer}
export IKC_FABRIC="${IKC_FABRIC:-device}"
case "${1:-}" in
serve)
	exec "$PEER" serve test.cross "${2:-2}"
	;;
call)
	failed=0
	number=0
	for wait in 0 1 2; do
		number=$((number + 1))
		if "$PEER" call "${2:-test.cross}" "$wait" "$number"; then
			echo "ok $number C calls C by wait policy $wait"
		else
			echo "not ok $number C calls C by wait policy $wait"
			failed=1
		fi
	done
	echo "1..$number"
	exit "$failed"
	;;
*)
	echo "usage: $0 serve|call [WAIT|NAME]" >&2
	exit 2
	;;
esac
