#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# publish.sh: publish .NET programs of this repository for an initramfs
#
# usage: publish.sh OUTDIR PROJECT...
#
# Self-contained and compiled ahead for linux-x64, all in one folder, without what
# only debuggers and test hosts need: compiling while it runs would take an emulated
# machine minutes. The guest needs nothing but the kernel; initramfs.sh adds the C
# libraries.

. "$(dirname "$0")/common.sh"
help_if_asked "$@"
[ $# -ge 2 ] || die "wants a folder and a project, see --help"
need dotnet dotnet-sdk-10.0

out=$1
shift
rm -rf "$out"
# Not to our own output: build servers stay behind, and would keep a pipe open
log=$out.log
for project in "$@"; do
	dotnet publish "$project" -c Release -r linux-x64 --self-contained --nologo -v quiet -o "$out" \
		-p:UseAppHost=true -p:PublishReadyToRun=true -p:InvariantGlobalization=true -p:DebugType=none \
		-p:SatelliteResourceLanguages=en > "$log" 2>&1 < /dev/null || { cat "$log" >&2; die "$project cannot be published"; }
done
cd "$out"
rm -rf ./*.pdb ./*.xml Microsoft.CodeCoverage ./*TestPlatform* ./*CodeCoverage* Microsoft.VisualBasic* \
	System.Private.Xml* System.Linq.Expressions.dll System.Private.DataContractSerialization.dll \
	System.Data.Common.dll Microsoft.CSharp.dll libcoreclrtraceptprovider.so libmscordaccore.so \
	libmscordbi.so libclrgcexp.so libSystem.Globalization.Native.so
# The runtime loads these by name when it first wants a hash or a random number
for lib in libssl.so.3 libcrypto.so.3; do
	path=$(ldconfig -p | awk -v lib="$lib" '$1 == lib && /x86-64/ && !found { print $NF; found = 1 }')
	[ -n "$path" ] || die "$lib is missing: apt-get install libssl3"
	cp -L "$path" .
done
