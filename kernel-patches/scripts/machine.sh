# SPDX-License-Identifier: GPL-2.0
# Sourced: the test machine. QEMU without KVM, six CPUs; its first kernel is the host,
# CPUs and memory for two spawns come from it. IKC_QEMU=PROGRAM is a QEMU of your own.

# What kernels share, and what is kept for spawns, is part of the machine's memory
export MACHINE_MEMORY=${MACHINE_MEMORY:-3G} MACHINE_RANGE=${MACHINE_RANGE:-512M} MACHINE_POOL=${MACHINE_POOL:-256M}

export MACHINE_CPU=${MACHINE_CPU:-max,la57=off} MACHINE_TYPE=${MACHINE_TYPE:-pc}
QEMU=${IKC_QEMU:-qemu-system-x86_64}

# Payloads of 64 MiB for .NET programs: a node may have a quarter of its kernel's window
machine_for_programs()
{
	MACHINE_MEMORY=8G
	MACHINE_RANGE=3G
	MACHINE_POOL=768M
}

# KASAN's shadow, and larger kernels
machine_for_debugging()
{
	MACHINE_MEMORY=6G
}

# Local APICs in x2APIC mode and interrupts remapped, which QEMU emulates since its 9.0
machine_with_x2apic()
{
	local version

	need "$QEMU" qemu-system-x86
	version=$("$QEMU" --version | sed -n '1s/.*version \([0-9]*\).*/\1/p')
	[ "${version:-0}" -ge 9 ] || QEMU=$("$HERE/scripts/qemu.sh")
	export IKC_QEMU=$QEMU
	MACHINE_CPU=max,la57=off,+x2apic
	MACHINE_TYPE="q35 -device intel-iommu,intremap=on,eim=on"
}

# machine_for SECONDS KERNEL INITRD APPEND QEMU-ARGUMENT...: a machine that is switched
# off when it takes longer, or when it is MACHINE_UNTIL, in seconds of the epoch
machine_for()
{
	local seconds=$1 left=$((${MACHINE_UNTIL:-9999999999} - $(date +%s)))

	shift
	[ $left -ge "$seconds" ] || seconds=$((left > 1 ? left : 1))
	timeout "$seconds" bash -c '. "$0/scripts/common.sh"; . "$0/scripts/machine.sh"; machine "$@"' "$HERE" "$@"
}

# Emulation is slow and uneven: only 20 s without a heartbeat are a death here
MACHINE_APPEND="console=ttyS0 panic=-1 tsc=reliable ikc_cpus=5 ikc_heartbeat_ms=20000 ikc.heartbeat_ms=10000"

# machine KERNEL INITRD APPEND QEMU-ARGUMENT...
machine()
{
	local kernel=$1 initrd=$2 append=$3

	shift 3
	need "$QEMU" qemu-system-x86
	# shellcheck disable=SC2086
	"$QEMU" -accel tcg,thread=multi -machine $MACHINE_TYPE -cpu "$MACHINE_CPU" -smp 6 -m "$MACHINE_MEMORY" \
		-nodefaults -no-user-config -display none -no-reboot \
		-kernel "$kernel" -initrd "$initrd" \
		-append "$MACHINE_APPEND ikc_range=$MACHINE_RANGE ikc_pool=$MACHINE_POOL $append" "$@"
}

SPAWN_FILES=()

# build_all BUILD-ARGUMENT...: the host, which is a spawn's kernel as well, the
# PREEMPT_RT spawn and the tool
build_all()
{
	local built

	built=$("$HERE/scripts/build.sh" "$@" host rt ikcctl)
	{ read -r KERNEL_HOST; read -r KERNEL_RT; read -r TOOL; } <<< "$built"
	KERNEL_SPAWN=$KERNEL_HOST
}

# build_selftests OUTDIR: sets TEST_FILES, for the host, and SPAWN_FILES
build_selftests()
{
	local tests out=$1 dir file program

	tests=$("$HERE/scripts/apply.sh")/tools/testing/selftests
	TEST_FILES=()
	SPAWN_FILES=()
	for dir in spawn ikc; do
		[ -d "$tests/$dir" ] || continue
		for file in "$tests/$dir"/*.sh; do
			[ -e "$file" ] || continue
			TEST_FILES+=("$file:tests/$dir/${file##*/}")
			SPAWN_FILES+=("$file:tests/$dir/${file##*/}")
		done
		for file in "$tests/$dir"/*.c; do
			[ -e "$file" ] || continue
			program=$out/$dir-$(basename "$file" .c)
			gcc -O2 -Wall -static -pthread -isystem "$WORK/obj/headers/usr/include" \
				-o "$program" "$file" || die "$file does not compile"
			TEST_FILES+=("$program:tests/$dir/$(basename "$file" .c)")
			[ "$dir" = spawn ] || SPAWN_FILES+=("$program:tests/$dir/$(basename "$file" .c)")
		done
	done
}

# pack OUTDIR SOURCE:TARGET...: both initramfs, with more files for the host's
pack()
{
	local out=$1

	shift
	"$HERE/scripts/initramfs.sh" "$out/spawn.cpio.gz" "${SPAWN_FILES[@]}"
	"$HERE/scripts/initramfs.sh" "$out/host.cpio.gz" \
		"$TOOL:bin/ikcctl" "$KERNEL_HOST:boot/host" "$KERNEL_SPAWN:boot/spawn" "$KERNEL_RT:boot/rt" \
		"$out/spawn.cpio.gz:boot/spawn.cpio.gz" "$@"
}
