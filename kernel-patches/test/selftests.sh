#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# selftests.sh: boot a host and two spawns in QEMU and run all selftests there
#
# usage: selftests.sh [--restarts N] [--debug | --defconfig | --x2apic] [--help]
#
# Fetches, applies and builds what is not there yet (see scripts/). The second
# spawn is a PREEMPT_RT build. The tests report in KTAP, which is printed; the
# consoles are kept in $IKC_KERNEL_WORK/selftests. Ends with "N passed, N failed"; a
# test that was skipped or did not get to its end has failed.
#
#   --restarts N   of a spawn in each restart test, default 10
#   --debug        the host and the first spawn have KASAN, lockdep and checks for sleeping
#                  in atomic context
#   --defconfig    the host is x86_64_defconfig with the option; takes long to build
#   --x2apic       on a machine with x2APIC and remapped interrupts; where QEMU is older
#                  than 9, with one of the release's backports
#
# IKC_QEMU=PROGRAM     a QEMU of your own
# IKC_KERNEL_TREE=DIR  a base tree of your own
# IKC_KERNEL_WORK=DIR  where everything is kept

. "$(dirname "$0")/../scripts/common.sh"
. "$HERE/scripts/machine.sh"
. "$HERE/scripts/ktap.sh"
help_if_asked "$@"
restarts=10
config=(--config "$HERE/config/test.config")
out=$WORK/selftests
machine=plain
while [ $# -gt 0 ]; do
	case $1 in
	--restarts)
		[ $# -gt 1 ] || die "--restarts wants a number"
		restarts=$2
		shift
		;;
	--debug)
		machine_for_debugging
		machine=debug
		;;
	--defconfig) machine=defconfig ;;
	--x2apic)
		machine_with_x2apic
		machine=x2apic
		;;
	*) die "unknown argument $1, see --help" ;;
	esac
	shift
done

[ $machine = plain ] || out+=-$machine
build_all "${config[@]}"
case $machine in
debug)
	KERNEL_HOST=$("$HERE/scripts/build.sh" "${config[@]}" --config "$HERE/config/debug.config" host)
	KERNEL_SPAWN=$KERNEL_HOST
	;;
defconfig) KERNEL_HOST=$("$HERE/scripts/build.sh" "${config[@]}" defconfig) ;;
esac
mkdir -p "$out"
build_selftests "$out"
pack "$out" "${TEST_FILES[@]}"

rm -f "$out"/*.log
run()	# SECONDS INIT-ARGUMENTS SERIAL-FILE...
{
	local seconds=$1 append=$2 file serial=()

	shift 2
	for file in "$@"; do
		serial+=(-serial "file:$out/$file.log")
	done
	machine_for "$seconds" "$KERNEL_HOST" "$out/host.cpio.gz" "$append" "${serial[@]}"
}

say "booting: the life of spawns"
status=0
run 3600 "ikc.run=test ikc.restarts=$restarts ikc.machine=$machine" host ktap || status=$?

{
	echo "# begin power_off"
	echo "1..1"
	awk '/spawn: starting instance 1/ { stopped = 0 }
		/spawn: instance 1 stopped/ { stopped = 1 } END { exit !stopped }' "$out/host.log" || printf 'not '
	echo "ok 1 power off fences the spawn that runs"
	echo "# end"
} > "$out/power-off.txt"

say "booting: the host panics"
run 1200 "ikc.run=hostpanic panic=0" panic-host panic-steps panic-ktap &
machine_pid=$!
# Nobody is left to switch the machine off
until grep -q "^# all done" "$out/panic-ktap.log" 2>/dev/null || ! kill -0 $machine_pid 2>/dev/null; do
	sleep 1
done
pkill -TERM -P $machine_pid 2>/dev/null || true
wait $machine_pid 2>/dev/null || true

cat "$out/ktap.log" "$out/power-off.txt" "$out/panic-ktap.log" | tr -d '\r' > "$out/ktap.txt"
cat "$out/ktap.txt"
ktap_count "$out/ktap.txt" 2 "$status"
