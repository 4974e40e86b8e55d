# SPDX-License-Identifier: GPL-2.0
# Sourced: counts what guests report.

# ktap_count FILE RUNS STATUS: prints what has failed, and "N passed, N failed". Each
# test begins and ends with "# begin NAME" and "# end"; RUNS times a guest said "# all
# done"; STATUS is QEMU's. A test that was skipped or did not get to its end has failed.
ktap_count()
{
	awk -v runs="$2" -v status="$3" '
	function lost(why) { print "FAILED: " why; failed++ }
	/^# begin / { name = $0; sub(/^# begin /, "", name); ran = 0; plan = -1; next }
	/^# end / {
		if (plan < 0) lost(name " has no plan")
		else if (plan != ran) lost(name " ran " ran " of " plan " tests")
		name = ""
		next
	}
	/^1\.\.[0-9]+/ { plan = substr($1, 4) + 0; next }
	/^ok .*# SKIP/ { lost(name ": skipped: " $0); ran++; next }
	/^ok / { passed++; ran++; next }
	/^not ok / { failed++; ran++; next }
	/^# all done/ { done++ }
	END {
		if (name != "") lost(name " did not end")
		if (done != runs) lost(runs - done + 0 " of " runs " machines did not get to the end")
		if (status != 0) lost("QEMU ended with " status)
		print passed + 0 " passed, " failed + 0 " failed"
		exit failed > 0
	}' "$1"
}
