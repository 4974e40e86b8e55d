# SPDX-License-Identifier: GPL-2.0
# Sourced: sums up what parts of a test report.

passed=0
failed=0

# count LINE: takes "N passed, N failed"; anything else is a failure
count()
{
	if [[ $1 =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]] && [ "${BASH_REMATCH[1]}" -gt 0 ]; then
		passed=$((passed + BASH_REMATCH[1]))
		failed=$((failed + BASH_REMATCH[2]))
	else
		say "no count of tests but: $1"
		failed=$((failed + 1))
	fi
}

# counted COMMAND...: runs and shows it, and takes its last line, which is not ours
counted()
{
	local begin=$SECONDS log

	log=$(mktemp -p "$WORK")
	"$@" 2>&1 | tee "$log" | sed -u 's/^[0-9]* passed, [0-9]* failed$/# &/' || true
	count "$(tail -1 "$log")"
	rm -f "$log"
	say "${1##*/} took $((SECONDS - begin)) s"
}

# Its status is that of the whole test
count_end()
{
	echo "$passed passed, $failed failed"
	[ "$failed" = 0 ]
}
