# SPDX-License-Identifier: GPL-2.0
# Sourced after common.sh: packages of the Debian archive that this machine's apt is
# configured for, also of suites that it is not. Its own configuration and package lists
# stay as they are.

# archive_open SUITE: reads the suite's list of packages
archive_open()
{
	local site dir=$WORK/apt/$1

	need apt-get apt
	need dpkg-deb dpkg
	suite=$1
	# Prefer the main archive: the security one has another layout of suites
	site=$(apt-get indextargets --format '$(SITE) $(RELEASE)' 'Created-By: Packages' 2>/dev/null |
		awk '$2 !~ /security/ && $1 ~ /\/debian\/?$/ { print $1; exit }')
	[ -n "$site" ] || die "apt has no Debian archive configured"
	mkdir -p "$dir"/lists/partial "$dir"/cache/archives/partial
	: > "$dir/status"
	echo "deb $site $suite main" > "$dir/sources.list"
	archive_options=(-o Dir::Etc::SourceList="$dir/sources.list" -o Dir::Etc::SourceParts=/dev/null
		-o Dir::State::Lists="$dir/lists" -o Dir::Cache="$dir/cache"
		-o Dir::State::Status="$dir/status" -o APT::Architecture=amd64
		-o APT::Architectures=amd64 -o Acquire::Languages=none -o APT::Sandbox::User=root)
	apt-get "${archive_options[@]}" -qq update >&2 || die "apt-get update failed"
}

# archive_version PACKAGE: the newest one of the suite; nothing if there is none
archive_version()
{
	apt-cache "${archive_options[@]}" madison "$1" | awk '{ print $3; exit }'
}

# archive_has PACKAGE VERSION
archive_has()
{
	apt-cache "${archive_options[@]}" madison "$1" | awk -v version="$2" '$3 == version { found = 1 } END { exit !found }'
}

# archive_get PACKAGE VERSION FILE: apt checks it against the archive's signature
archive_get()
{
	local dir

	dir=$(mktemp -d -p "$WORK")
	say "fetching $1 $2 from $suite"
	(cd "$dir" && apt-get "${archive_options[@]}" -qq download "$1=$2" >&2) || die "$1 $2 of $suite cannot be had"
	mv "$dir"/*.deb "$3"
	rmdir "$dir"
}
