#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# qemu.sh: get a newer QEMU than the machine has
#
# usage: qemu.sh [--help]
#
# Downloads QEMU from the backports of this machine's Debian release, through apt, and
# unpacks it to $IKC_KERNEL_WORK/qemu; nothing is installed. What it links to must be
# there, as it is where the release's own qemu-system-x86 is installed. Prints the path
# of a program to use for it.
#
# IKC_KERNEL_WORK=DIR  where everything is kept

. "$(dirname "$0")/common.sh"
. "$HERE/scripts/archive.sh"
help_if_asked "$@"
[ $# = 0 ] || die "takes no argument, see --help"

qemu=$WORK/qemu
program=$qemu/run
if [ -x "$program" ]; then
	echo "$program"
	exit 0
fi

codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
[ -n "$codename" ] || die "no release of Debian: IKC_QEMU=PROGRAM names a QEMU of your own"
mkdir -p "$WORK"
archive_open "$codename-backports"
rm -rf "$qemu"
mkdir -p "$qemu"
# The firmware is in packages of its own, which need not be newer
for package in qemu-system-x86 qemu-system-common qemu-system-data seabios; do
	version=$(archive_version $package)
	[ -n "$version" ] || [ $package = seabios ] || die "$codename-backports has no $package: IKC_QEMU=PROGRAM names a QEMU of your own"
	[ -n "$version" ] || continue
	archive_get $package "$version" "$qemu/package.deb"
	dpkg-deb -x "$qemu/package.deb" "$qemu"
	rm "$qemu/package.deb"
done
missing=$(ldd "$qemu/usr/bin/qemu-system-x86_64" | awk '/not found/ { print $1 }' | paste -sd' ')
[ -z "$missing" ] || die "QEMU of $codename-backports wants $missing: apt-get install qemu-system-x86"
cat > "$program.new" <<-END
	#!/bin/sh
	# SPDX-License-Identifier: GPL-2.0
	export QEMU_MODULE_DIR="$qemu/usr/lib/x86_64-linux-gnu/qemu"
	exec "$qemu/usr/bin/qemu-system-x86_64" -L "$qemu/usr/share/qemu" -L "$qemu/usr/share/seabios" -L /usr/share/seabios -L /usr/share/qemu "\$@"
END
chmod +x "$program.new"
"$program.new" --version >&2
mv "$program.new" "$program"
echo "$program"
