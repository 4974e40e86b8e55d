#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# fetch.sh: get the base kernel's source through apt
#
# usage: fetch.sh [--help]
#
# Downloads the source package that BASE names from the Debian archive that
# this machine's apt is configured for, checks its hash and unpacks it to
# $IKC_KERNEL_WORK/base (default: kernel-patches/artifacts/base). The machine's
# own apt configuration and package lists stay as they are. Prints the path.
#
# IKC_KERNEL_TREE=DIR  a tree of your own instead: nothing is fetched
# IKC_KERNEL_WORK=DIR  where everything is kept

. "$(dirname "$0")/common.sh"
help_if_asked "$@"
[ $# = 0 ] || die "takes no argument, see --help"

if [ -n "$TREE" ]; then
	[ -f "$TREE/Kbuild" ] || die "IKC_KERNEL_TREE=$TREE is no kernel tree"
	echo "$TREE"
	exit 0
fi

stamp=$WORK/base/.ikc-base
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$BASE_SHA256" ]; then
	echo "$WORK/base"
	exit 0
fi

need apt-get apt
need dpkg-deb dpkg
need xz xz-utils

apt=$WORK/apt
deb=$WORK/${BASE_PACKAGE}_${BASE_VERSION}_all.deb

archive_of_this_machine()
{
	# Prefer the main archive: the security one has another layout of suites
	apt-get indextargets --format '$(SITE) $(RELEASE)' 'Created-By: Packages' 2>/dev/null |
		awk '$2 !~ /security/ && $1 ~ /\/debian\/?$/ { print $1; exit }'
}

if ! [ -f "$deb" ] || ! echo "$BASE_SHA256  $deb" | sha256sum --quiet -c - 2>/dev/null; then
	site=$(archive_of_this_machine)
	[ -n "$site" ] || die "apt has no Debian archive configured; set IKC_KERNEL_TREE to a tree of your own"
	mkdir -p "$apt"/lists/partial "$apt"/cache/archives/partial
	: > "$apt/status"
	echo "deb $site $BASE_SUITE main" > "$apt/sources.list"
	opts=(-o Dir::Etc::SourceList="$apt/sources.list" -o Dir::Etc::SourceParts=/dev/null
	      -o Dir::State::Lists="$apt/lists" -o Dir::Cache="$apt/cache"
	      -o Dir::State::Status="$apt/status" -o APT::Architecture=amd64
	      -o APT::Architectures=amd64 -o Acquire::Languages=none -o APT::Sandbox::User=root)
	say "fetching $BASE_PACKAGE $BASE_VERSION from $BASE_SUITE"
	apt-get "${opts[@]}" -qq update >&2 || die "apt-get update failed"
	if ! (cd "$WORK" && apt-get "${opts[@]}" -qq download "$BASE_PACKAGE=$BASE_VERSION" >&2); then
		die "$BASE_SUITE has no $BASE_PACKAGE $BASE_VERSION any more; put the .deb at $deb or set IKC_KERNEL_TREE"
	fi
	got=$(ls "$WORK/${BASE_PACKAGE}"_*.deb | head -1)
	[ "$got" = "$deb" ] || mv "$got" "$deb"
	echo "$BASE_SHA256  $deb" | sha256sum --quiet -c - >&2 || die "$deb is not the file that BASE names"
fi

say "unpacking"
rm -rf "$WORK/base" "$WORK/unpack"
mkdir -p "$WORK/unpack" "$WORK/base"
dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$WORK/unpack" --wildcards "./usr/src/*.tar.xz"
tar -xf "$WORK"/unpack/usr/src/*.tar.xz -C "$WORK/base" --strip-components=1
rm -rf "$WORK/unpack"
echo "$BASE_SHA256" > "$stamp"
echo "$WORK/base"
