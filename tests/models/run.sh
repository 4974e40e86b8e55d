#!/bin/bash
# SPDX-License-Identifier: MIT
# Runs all variants of variants.txt, or those whose line matches the regular expression given. JOBS, MEMORY_MB and TIMEOUT_S may be set.
set -u
cd "$(dirname "$0")" || exit 2
for tool in spin gcc timeout; do
    command -v "$tool" >/dev/null && continue
    echo "run.sh: $tool is missing. On Debian or Ubuntu: apt-get install spin gcc libc6-dev coreutils" >&2
    exit 2
done
jobs=${JOBS:-$(nproc)}
export MEMORY_MB=${MEMORY_MB:-1500} TIMEOUT_S=${TIMEOUT_S:-300}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
export WORK=$work
cp ./*.pml variants.txt "$work" && cd "$work" || exit 2 # so that an edit during the run changes nothing

check() { # LINE: model, expected verdict, flags
    read -r number model expected flags <<<"$1"
    dir=$WORK/$number
    mkdir "$dir" && cp "$WORK"/*.pml "$dir" && cd "$dir" || return
    # shellcheck disable=SC2086
    spin -a $flags "$model.pml" >spin.log 2>&1 && gcc -O2 -DSAFETY -DCOLLAPSE -DVECTORSZ=2048 -DMEMLIM="$MEMORY_MB" -w -o pan pan.c 2>gcc.log
    built=$?
    rc=-
    if [ $built = 0 ]; then
        nice timeout "$TIMEOUT_S" ./pan -m1000000 >pan.log 2>&1
        rc=$?
    else
        cat spin.log gcc.log >pan.log 2>/dev/null
    fi
    errors=$(sed -n 's/.*errors: \([0-9]*\).*/\1/p' pan.log)
    why=$(grep -m1 '^pan:1:' pan.log)
    states=$(awk '/states, stored/ { print $1; exit }' pan.log)
    verdict=broken
    if [ $built = 0 ] && [ $rc = 0 ] && ! grep -q 'max search depth too small\|memory limit\|out of memory\|aborted\|VECTORSZ' pan.log; then
        case "$errors $why" in
            "0 ") verdict=pass ;;
            "1 "*"invalid end state"*) verdict=fail:lost ;;
            "1 "*"assertion violated"*) verdict=fail:assert ;;
        esac
    fi
    [ $rc = 124 ] && why="no verdict within $TIMEOUT_S s"
    missing=
    if [ $verdict = pass ]; then
        grep -q '^Full statespace search' pan.log && ! grep -q 'Search not completed' pan.log || verdict=incomplete
        for name in $(sed -n 's|^/\* essential: \(.*\) \*/$|\1|p' "$model.pml"); do
            grep -qx "reached $name" pan.log || missing="$missing $name"
        done
        [ -z "$missing" ] || { verdict=vacuous; why="never reached:$missing"; }
    fi
    result=passed
    [ "$verdict" = "$expected" ] || result=FAILED
    [ "$verdict" != broken ] || why="${why:-$(head -n 3 pan.log | tr '\n' ' ')}"
    printf '%s %-8s %-11s %s states=%s %s\n' "$result" "$model" "$verdict" "${flags:-(as designed)}" "${states:--}" \
        "$([ $result = passed ] || echo "expected $expected; $why")" | sed 's/ *$//' | tee result
    rm -f pan pan.?
}
export -f check

grep -v '^ *\(#\|$\)' variants.txt | grep -E -- "${1:-.}" | awk '{ print NR, $0 }' | tee "$work/list" \
    | tr '\n' '\0' | xargs -0 -r -P "$jobs" -I{} bash -c 'check "$1"' _ {}
total=$(wc -l <"$work/list")
passed=$(cat "$work"/*/result 2>/dev/null | grep -c '^passed ')
echo "$passed passed, $((total - passed)) failed"
[ "$total" -gt 0 ] && [ "$passed" = "$total" ]
