#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# publish.sh: publish a .NET program of this repository for an initramfs
#
# usage: publish.sh PROJECT OUTDIR
#
# Self-contained and compiled ahead for linux-x64, without what only debuggers and
# test hosts need. In an emulated machine, compiling at run time would take minutes.
# The guest needs nothing but the kernel; initramfs.sh adds the C libraries.

. "$(dirname "$0")/../scripts/common.sh"
help_if_asked "$@"
[ $# = 2 ] || die "wants a project and a folder, see --help"
need dotnet dotnet-sdk-10.0

project=$1
out=$2
rm -rf "$out"
dotnet publish "$project" -c Release -r linux-x64 --self-contained --nologo -v quiet -o "$out" \
	-p:UseAppHost=true -p:PublishReadyToRun=true -p:InvariantGlobalization=true -p:DebugType=none -p:SatelliteResourceLanguages=en >&2 ||
	die "$project cannot be published"
cd "$out"
rm -rf ./*.pdb ./*.xml Microsoft.CodeCoverage ./*TestPlatform* ./*CodeCoverage* Microsoft.VisualBasic* \
	System.Private.Xml* System.Linq.Expressions.dll System.Private.DataContractSerialization.dll \
	System.Data.Common.dll Microsoft.CSharp.dll libcoreclrtraceptprovider.so libmscordaccore.so \
	libmscordbi.so libclrgcexp.so libSystem.Globalization.Native.so
# The runtime loads these by name when it first wants a random number
for lib in libssl.so.3 libcrypto.so.3; do
	path=$(ldconfig -p | awk -v lib="$lib" '$1 == lib && /x86-64/ && !found { print $NF; found = 1 }')
	[ -n "$path" ] || die "$lib is missing: apt-get install libssl3"
	cp -L "$path" .
done
