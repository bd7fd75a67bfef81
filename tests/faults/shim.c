/*
 * Preloaded into a process, it makes the disk as slow as an SD card or breaks it, sets the clock
 * wrong, and makes of a pipe a device that can be pulled out:
 *   SLOW_SYNC_MS      each fsync takes this much longer
 *   BROKEN_DISK_FILE  while there is such a file, each fsync fails
 *   CLOCK_SHIFT_FILE  eight bytes, the shift of the wall clock in ms; read anew at each look
 *   GONE_IS_UNPLUGGED a pipe whose name is gone fails to be read, as the kernel's devices do
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static useconds_t slow_us;
static const char *broken_disk;
static const volatile int64_t *shift_ms;
static int gone_is_unplugged;

__attribute__((constructor)) static void set_up(void) {
  const char *slow = getenv("SLOW_SYNC_MS");
  if (slow) slow_us = (useconds_t)atoi(slow) * 1000;
  broken_disk = getenv("BROKEN_DISK_FILE");
  gone_is_unplugged = getenv("GONE_IS_UNPLUGGED") != 0;
  const char *path = getenv("CLOCK_SHIFT_FILE");
  if (!path) return;
  int file = open(path, O_RDONLY);
  if (file < 0) abort();
  void *mapped = mmap(0, sizeof *shift_ms, PROT_READ, MAP_SHARED, file, 0);
  if (mapped == MAP_FAILED) abort();
  shift_ms = mapped;
  close(file);
}

static int sync_by(long call, int file) {
  usleep(slow_us);
  if (!broken_disk || access(broken_disk, F_OK) != 0) return (int)syscall(call, file);
  errno = EIO;
  return -1;
}

int fsync(int file) { return sync_by(SYS_fsync, file); }

int fdatasync(int file) { return sync_by(SYS_fdatasync, file); }

int clock_gettime(clockid_t clock, struct timespec *now) {
  int result = (int)syscall(SYS_clock_gettime, clock, now);
  if (shift_ms && result == 0 && clock == CLOCK_REALTIME) {
    int64_t ns = now->tv_nsec + (*shift_ms % 1000) * 1000000;
    now->tv_sec += *shift_ms / 1000 + (ns >= 1000000000) - (ns < 0);
    now->tv_nsec = ns + (ns < 0 ? 1000000000 : 0) - (ns >= 1000000000 ? 1000000000 : 0);
  }
  return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  (void)zone;
  struct timespec exact;
  int result = clock_gettime(CLOCK_REALTIME, &exact);
  now->tv_sec = exact.tv_sec;
  now->tv_usec = exact.tv_nsec / 1000;
  return result;
}

static int is_gone(int file) {
  struct stat found;
  return fstat(file, &found) == 0 && S_ISFIFO(found.st_mode) && found.st_nlink == 0;
}

ssize_t read(int file, void *bytes, size_t count) {
  if (!gone_is_unplugged || !is_gone(file)) return syscall(SYS_read, file, bytes, count);
  errno = ENODEV;
  return -1;
}
