#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# apply.sh: make a tree with the series applied
#
# usage: apply.sh [--help]
#
# Turns the base tree (fetch.sh, which is run if needed) into a git repository
# at $IKC_KERNEL_WORK/tree and applies series/*.patch with git am, which takes
# no fuzz. Does nothing if that is what is there already. Prints the path.
#
# IKC_KERNEL_TREE=DIR  a tree of your own to start from; it is copied
# IKC_KERNEL_WORK=DIR  where everything is kept

. "$(dirname "$0")/common.sh"
help_if_asked "$@"
[ $# = 0 ] || die "takes no argument, see --help"
need git git

mkdir -p "$WORK"
# One at a time
exec 8> "$WORK/apply.lock"
flock 8
base=$("$HERE/scripts/fetch.sh")
tree=$WORK/tree
wanted="$(series_hash) $base"

if [ -f "$tree/.git/ikc-series" ] && [ "$(cat "$tree/.git/ikc-series")" = "$wanted" ]; then
	echo "$tree"
	exit 0
fi

[ -n "$(series)" ] || die "there are no patches in $HERE/series"

git_tree()
{
	git -C "$tree" -c user.name=ikc -c user.email=ikc@localhost -c core.hooksPath=/dev/null \
		-c gc.auto=0 -c commit.gpgsign=false "$@"
}

if ! [ -f "$tree/.git/ikc-base" ] || [ "$(cat "$tree/.git/ikc-base")" != "$BASE_SHA256 $base" ]; then
	say "copying the base"
	rm -rf "$tree"
	mkdir -p "$tree"
	cp -a "$base/." "$tree/"
	rm -rf "$tree/.git" "$tree/.ikc-base"
	git_tree init -q
	git_tree add -A -f .
	git_tree commit -q -m Base
	git_tree tag base
	echo "$BASE_SHA256 $base" > "$tree/.git/ikc-base"
fi

# In a work tree of its own, with just the files that the series touches: the
# big one then changes only where the result does, which keeps builds short.
am=$WORK/am
git_am()
{
	git -C "$am" -c user.name=ikc -c user.email=ikc@localhost -c core.hooksPath=/dev/null \
		-c gc.auto=0 -c commit.gpgsign=false "$@"
}
rm -rf "$am"
git_tree worktree prune
git_tree worktree add -q --no-checkout --detach "$am" base
# shellcheck disable=SC2046
sed -n 's#^diff --git a/.* b/\(.*\)$#/\1#p' $(series) | sort -u | git_am sparse-checkout set --no-cone --stdin
git_am checkout -q base
say "applying $(series | wc -l) patches"
# shellcheck disable=SC2046
if ! git_am am -q --whitespace=nowarn $(series) >&2; then
	die "the series does not apply to $base"
fi
rm -f "$tree/.git/ikc-series"
git_tree checkout -q -f -B series "$(git_am rev-parse HEAD)"
git_tree clean -q -f -d -x
echo "$wanted" > "$tree/.git/ikc-series"
git_tree worktree remove --force "$am"
echo "$tree"
