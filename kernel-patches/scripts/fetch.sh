#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# fetch.sh: get the base kernel's source through apt
#
# usage: fetch.sh [--help]
#
# Downloads the source package that BASE names from the Debian archive that
# this machine's apt is configured for, checks its hash and unpacks it to
# $IKC_KERNEL_WORK/base (default: kernel-patches/artifacts/base). If the archive
# has a newer version only, that one, which is said: the series may not apply to
# it. The machine's own apt configuration and package lists stay as they are.
# Prints the path.
#
# IKC_KERNEL_TREE=DIR  a tree of your own instead: nothing is fetched
# IKC_KERNEL_WORK=DIR  where everything is kept

. "$(dirname "$0")/common.sh"
. "$HERE/scripts/archive.sh"
help_if_asked "$@"
[ $# = 0 ] || die "takes no argument, see --help"

if [ -n "$TREE" ]; then
	[ -f "$TREE/Kbuild" ] || die "IKC_KERNEL_TREE=$TREE is no kernel tree"
	echo "$TREE"
	exit 0
fi

# The hash that BASE asks for, and the version that was had instead, if it is another
stamp=$WORK/base/.ikc-base
say_version()
{
	local version

	version=$(sed -n 2p "$stamp")
	[ -z "$version" ] || say "the base is $version: $BASE_SUITE had no $BASE_VERSION, which the series was made for"
}
if [ -f "$stamp" ] && [ "$(head -1 "$stamp")" = "$BASE_SHA256" ]; then
	say_version
	echo "$WORK/base"
	exit 0
fi

need xz xz-utils

deb=$WORK/${BASE_PACKAGE}_${BASE_VERSION}_all.deb
version=
is_base()
{
	[ -f "$deb" ] && echo "$BASE_SHA256  $deb" | sha256sum --quiet -c - > /dev/null 2>&1
}
if ! is_base; then
	archive_open "$BASE_SUITE"
	archive_has "$BASE_PACKAGE" "$BASE_VERSION" || version=$(archive_version "$BASE_PACKAGE")
	if [ -n "$version" ]; then
		deb=$WORK/${BASE_PACKAGE}_${version}_all.deb
		archive_get "$BASE_PACKAGE" "$version" "$deb"
	elif archive_has "$BASE_PACKAGE" "$BASE_VERSION"; then
		archive_get "$BASE_PACKAGE" "$BASE_VERSION" "$deb"
		is_base || die "$deb is not the file that BASE names"
	else
		die "$BASE_SUITE has no $BASE_PACKAGE any more; put the .deb at $deb or set IKC_KERNEL_TREE"
	fi
fi

say "unpacking"
rm -rf "$WORK/base" "$WORK/unpack"
mkdir -p "$WORK/unpack" "$WORK/base"
dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$WORK/unpack" --wildcards "./usr/src/*.tar.xz"
tar -xf "$WORK"/unpack/usr/src/*.tar.xz -C "$WORK/base" --strip-components=1
rm -rf "$WORK/unpack"
printf '%s\n%s\n' "$BASE_SHA256" "$version" > "$stamp"
say_version
echo "$WORK/base"
