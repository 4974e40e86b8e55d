#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# initramfs.sh: pack the user space of a test machine's kernel
#
# usage: initramfs.sh OUT.cpio.gz [SOURCE:TARGET]...
#
# busybox, guest/* and every SOURCE at its TARGET, with the shared libraries
# that the programs among them need.

. "$(dirname "$0")/common.sh"
help_if_asked "$@"
[ $# -ge 1 ] || die "wants a file to write, see --help"
need cpio cpio
need busybox busybox-static

out=$(readlink -f -- "$1")
shift
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
chmod 755 "$dir"
mkdir -p "$dir"/{bin,sbin,dev,proc,sys,tmp,guest,tests,boot,lib64}
cp "$(command -v busybox)" "$dir/bin/busybox"
ldd "$dir/bin/busybox" >/dev/null 2>&1 && die "busybox is not static: apt-get install busybox-static"
cp "$HERE"/guest/* "$dir/guest/"
install -m 755 "$HERE/guest/init" "$dir/init"
install -m 755 "$HERE/guest/poweroff" "$dir/sbin/poweroff"
for pair in "$@"; do
	source=${pair%%:*}
	target=$dir/${pair#*:}
	[ -e "$source" ] || die "no such file: $source"
	mkdir -p "$(dirname "$target")"
	cp -aL "$source" "$target"
done
find "$dir" -type f -perm /111 | while read -r file; do
	ldd "$file" 2>/dev/null || true
done | { grep -oE '/[^ ]+\.so[^ ]*' || true; } | sort -u | while read -r lib; do
	mkdir -p "$dir/$(dirname "$lib")"
	cp -L "$lib" "$dir$lib"
done
(cd "$dir" && find . -print0 | sort -z | cpio --null -o -H newc --quiet --reproducible | gzip -1n) > "$out.new"
mv "$out.new" "$out"
