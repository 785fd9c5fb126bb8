#!/bin/sh
# Runs one test binary on an emulated processor with AVX-512 IFMA (Bochs, Ice Lake): for machines that have none, so that
# no other test reaches the engine in src/kernel/simd/ifma. It is a runner for cargo, called by hand (minutes a binary):
#
#   export VOUCH_ENGINE=ifma CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUNNER=$PWD/scripts/emulated.sh
#   cargo test --locked --features test-prover --lib -- simd::
#   cargo test --locked --features test-prover --test vectors
#
# With VOUCH_ENGINE=ifma the test `engine_is_the_named_one` of `vectors` fails if another engine runs. Debug builds also check
# the engine's ranges.
#
# Needs Bochs 3 with its terminal display and debugger (2.7 describes the registers' save area so that Linux turns AVX
# off), grub-mkrescue with its files for i386-pc, xorriso, a static busybox, and in KERNEL the file of a Linux kernel with
# a serial console built in. Debian 13: bochs, bochs-term, grub-common, grub-pc-bin, xorriso, busybox-static, and the vmlinuz
# of linux-image-cloud-amd64 (works with 6.12).
set -eu
: "${KERNEL:?must name a Linux kernel}"
binary=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A file system in memory: the binary, the vectors and documents that tests read, and what starts and reports.
crate=$(cd "$(dirname "$0")/.." && pwd)
root=$work/root
mkdir -p "$root/dev" "$root/proc" "$root/tmp" "$root/$crate" "$work/disk/boot/grub"
cp "$(command -v busybox)" "$root/busybox"
strip -o "$root/test" "$binary"
for library in $(ldd "$binary" | grep -o '/[^ ]*'); do
    cp --parents -L "$library" "$root"
done
(cd "$crate/.." && tar -cf - docs/spec) | tar -xf - -C "$root/$crate/.."
{
    echo '#!/busybox sh'
    echo '/busybox mount -t devtmpfs none /dev; /busybox mount -t proc none /proc'
    echo "export RUST_BACKTRACE=1 PROPTEST_CASES=${PROPTEST_CASES:-256} ${VOUCH_ENGINE:+VOUCH_ENGINE=$VOUCH_ENGINE}"
    echo '/busybox grep -o "avx512[_a-z0-9]*" /proc/cpuinfo | /busybox xargs'
    echo "cd '$crate'; /test $*; echo \"emulated: exit \$?\""
    # The serial line is slow, and turning the power off does not wait for it.
    echo '/busybox sleep 2; /busybox poweroff -f'
} > "$root/init"
chmod +x "$root/init"
(cd "$root" && find . | busybox cpio -o -H newc) > "$work/disk/boot/initrd" 2> "$work/log"
cp "$KERNEL" "$work/disk/boot/vmlinuz"
cat > "$work/disk/boot/grub/grub.cfg" <<'END'
set timeout=0
menuentry test {
    linux /boot/vmlinuz console=ttyS0 quiet nokaslr mitigations=off
    initrd /boot/initrd
}
END
grub-mkrescue -o "$work/disk.iso" "$work/disk" >> "$work/log" 2>&1 || { cat "$work/log"; exit 1; }

cat > "$work/bochsrc" <<END
cpu: model=corei7_icelake_u, ips=50000000
megs: 1024
display_library: term
vgaromimage: file=\$BXSHARE/VGABIOS-lgpl-latest
ata0-master: type=cdrom, path=$work/disk.iso, status=inserted
boot: cdrom
com1: enabled=1, mode=file, dev=$work/serial
speaker: enabled=0
log: $work/log
panic: action=fatal
END
echo continue > "$work/commands"
TERM=xterm script -q -c "bochs -f $work/bochsrc -rc $work/commands" /dev/null > "$work/screen" < /dev/null || true
cat "$work/serial" || tail -n 30 "$work/screen" "$work/log"
exit "$(sed -n 's/^emulated: exit \([0-9]*\).*/\1/p' "$work/serial" | grep . || echo 70)"
