# SPDX-License-Identifier: GPL-2.0
# Sourced by the scripts next to it: names of things, error messages, help.

set -euo pipefail

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=../BASE
. "$HERE/BASE"

# Everything that is fetched or built lies here, outside of the repository's history.
WORK=${IKC_KERNEL_WORK:-$HERE/artifacts}
TREE=${IKC_KERNEL_TREE:-}

die()
{
	echo "${0##*/}: $*" >&2
	exit 1
}

say()
{
	echo "${0##*/}: $*" >&2
}

# The comment block on top of a script is its help.
help_if_asked()
{
	local arg

	for arg in "$@"; do
		case $arg in
		-h|--help)
			sed -n '2,/^[^#]/{/^# SPDX/d;s/^# \{0,1\}//p}' "$0"
			exit 0
			;;
		esac
	done
}

# need PROGRAM PACKAGE: fail with the name of what is to be installed
need()
{
	command -v "$1" >/dev/null || die "$1 is missing: apt-get install $2"
}

# The series as git am wants it, in order
series()
{
	ls "$HERE"/series/[0-9][0-9][0-9][0-9]-*.patch 2>/dev/null | grep -v "/0000-" || true
}

# Changes whenever the patched source would
series_hash()
{
	{ cat "$HERE/BASE"; series | xargs -r cat; } | sha256sum | cut -c1-16
}

# Changes whenever what is built would: tests and documents are not
build_hash()
{
	local patch

	{
		cat "$HERE/BASE"
		for patch in $(series); do
			if sed -n 's#^diff --git a/\([^ ]*\) .*#\1#p' "$patch" |
				grep -vE '^(tools/testing/|Documentation/|MAINTAINERS$)' > /dev/null; then
				cat "$patch"
			fi
		done
	} | sha256sum | cut -c1-16
}
