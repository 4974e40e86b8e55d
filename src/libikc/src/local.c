// SPDX-License-Identifier: MIT OR GPL-2.0
/* The fabric between processes of one kernel (PROTOCOL, section 16): a directory, sockets, sealed memory files. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "internal.h"
#include "sha256.h"
#include "text.h"

#define ROW_MAGIC UINT32_C(0x4e434b49)
#define HELLO_MAGIC UINT32_C(0x4c434b49)
#define ROW_BYTES_MAX 32768
#define MESSAGE_BYTES_MAX (32768 + 256)
#define LINKS_MAX 256
#define BELLS_MAX 4096
#define QUEUE_MAX 1024
#define AREA_BYTES_MAX (INT64_C(4) << 30)
#define PEER_AREAS_MAX 16384
#define PEER_BYTES_MAX (UINT64_C(16) << 30)
#define HELLO_NS INT64_C(5000000000)
#define TMPFS 0x01021994
#define SEALS (F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_FUTURE_WRITE | F_SEAL_SEAL)
#define NAME_BYTES 96

#ifndef MFD_NOEXEC_SEAL
#define MFD_NOEXEC_SEAL 8U
#endif

enum { HELLO = 1, REFUSED, OFFER, BELL, TAKE_OVER, TAKEN_OVER, GOODBYE };

struct verb_header {
	uint16_t verb;
	uint16_t zero;
	uint32_t bytes;
};

struct bell {
	uint32_t number;
	int fd;			/* -1: not told yet */
	int is_rung;		/* to be made good */
};

struct queued {
	struct queued *next;
	int fd;			/* to be sent along; -1: none */
	size_t bytes;
	uint8_t message[];
};

struct local_link {
	struct link link;
	int fd;
	int has_dialled;
	uint32_t refused;	/* status of a refusal */
	int has_reset;
	int64_t hello_by_ns;
	uint32_t uid;
	struct bell *bells;
	uint32_t bell_count;
	uint32_t areas;
	uint64_t area_bytes;
	struct queued *queue, **queue_end;
	uint32_t queued;
};

struct local {
	int directory;
	int listener;
	int row;
	char base[NAME_BYTES];	/* of its files' names */
	uint8_t message[MESSAGE_BYTES_MAX];
};

static struct local *local_of(const struct ikc_node *node)
{
	return node->fabrics;
}

/* ---- the directory ---- */

static int open_directory(const char *given)
{
	const char *runtime = getenv("XDG_RUNTIME_DIR");
	char path[4096];
	struct stat facts;
	int fd;

	if (!given || !given[0])
		given = getenv("IKC_DOMAIN");
	if (given && given[0])
		snprintf(path, sizeof(path), "%s", given);
	else if (runtime && runtime[0] && access(runtime, F_OK) == 0)
		snprintf(path, sizeof(path), "%s/ikc", runtime);
	else
		snprintf(path, sizeof(path), "/tmp/ikc-%u", (unsigned int)geteuid());
	mkdir(path, 0700);
	fd = open(path, O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | O_RDONLY);
	if (fd < 0)
		return -1;
	if (fstat(fd, &facts) || facts.st_uid != geteuid() || facts.st_mode & 022) {
		close(fd);
		return -1;
	}
	return fd;
}

/* A socket address of a file in the directory, whatever the length of its path. */
static struct sockaddr_un address_of(const struct local *local, const char *name)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };

	snprintf(address.sun_path, sizeof(address.sun_path), "/proc/self/fd/%d/%.70s", local->directory, name);
	return address;
}

static int lock_file(int fd)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

	return fcntl(fd, F_OFD_SETLK, &lock);
}

static char *name_of(char *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
static char *name_of(char *buffer, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(buffer, NAME_BYTES * 2, format, arguments);
	va_end(arguments);
	return buffer;
}

/* ---- rows (16.3) ---- */

static void put_short_name(struct ikc_encoder *e, const char *name)
{
	put_u16(e, (uint16_t)strlen(name));
	ikc_put(e, name, strlen(name));
}

static void get_short_name(struct ikc_decoder *d, char name[IKC_NAME_BYTES_MAX + 1])
{
	uint16_t bytes = get_u16(d);

	name[0] = 0;
	if (bytes == 0 || bytes > IKC_NAME_BYTES_MAX) {
		d->failed = 1;
		return;
	}
	ikc_get(d, name, bytes);
	name[bytes] = 0;
}

static uint64_t write_row(const struct ikc_node *node, uint8_t *memory)
{
	struct ikc_encoder e = ikc_encoder_over(memory, ROW_BYTES_MAX);
	uint32_t magic = ROW_MAGIC, state = 1;
	const struct ikc_service *service;
	uint16_t count = 0, i;

	for (service = node->services; service; service = service->next)
		count += service->is_published != 0;
	ikc_put(&e, &magic, 4);
	put_u16(&e, IKC_VERSION_MAJOR);
	put_u16(&e, IKC_VERSION_MINOR);
	ikc_put(&e, &state, 4);
	ikc_put(&e, &node->self.instance, 4);
	ikc_put(&e, &node->self.number, 4);
	ikc_put(&e, &node->self.epoch, 8);
	put_u16(&e, count);
	for (service = node->services; service; service = service->next) {
		if (!service->is_published)
			continue;
		put_short_name(&e, service->name);
		put_short_name(&e, service->contract->id);
		put_u16(&e, service->contract->base_count);
		for (i = 0; i < service->contract->base_count; i++)
			put_short_name(&e, service->contract->bases[i]);
	}
	return e.failed ? 0 : e.at;
}

/* The row's head: whose it is; the cursor then stands at its services. */
static int read_row(struct ikc_decoder *d, struct identity *whose, uint32_t *state)
{
	uint32_t magic;
	uint16_t major;

	ikc_get(d, &magic, 4);
	major = get_u16(d);
	get_u16(d);
	ikc_get(d, state, 4);
	ikc_get(d, &whose->instance, 4);
	ikc_get(d, &whose->number, 4);
	ikc_get(d, &whose->epoch, 8);
	if (d->failed || magic != ROW_MAGIC)
		return IKC_STATUS_PROTOCOL_VIOLATION;
	return major == IKC_VERSION_MAJOR ? IKC_STATUS_OK : IKC_STATUS_INCOMPATIBLE_CONTRACT;
}

static int publish_row(struct ikc_node *node)
{
	struct local *local = local_of(node);
	char name[NAME_BYTES * 2], staging[NAME_BYTES * 2];
	uint8_t row[ROW_BYTES_MAX];
	uint64_t bytes = write_row(node, row);
	int fd;

	if (!bytes)
		return IKC_STATUS_LIMIT_REACHED;
	name_of(name, "%s.row", local->base);
	name_of(staging, ".new-%s.row", local->base);
	unlinkat(local->directory, staging, 0);
	fd = openat(local->directory, staging, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return IKC_STATUS_UNAVAILABLE;
	if (write(fd, row, bytes) != (ssize_t)bytes || lock_file(fd) || renameat(local->directory, staging, local->directory, name)) {
		unlinkat(local->directory, staging, 0);
		close(fd);
		return IKC_STATUS_UNAVAILABLE;
	}
	if (local->row >= 0)
		close(local->row);
	local->row = fd;
	return IKC_STATUS_OK;
}

/* ---- birth and end ---- */

static void local_close(struct ikc_node *node)
{
	struct local *local = local_of(node);
	char name[NAME_BYTES * 2];

	if (local->listener >= 0)
		unlinkat(local->directory, name_of(name, "%s.sock", local->base), 0);
	if (local->row >= 0)
		unlinkat(local->directory, name_of(name, "%s.row", local->base), 0);
	if (local->listener >= 0)
		close(local->listener);
	if (local->row >= 0)
		close(local->row);
	close(local->directory);
	free(local);
}

static int listen_there(struct local *local)
{
	char name[NAME_BYTES * 2], staging[NAME_BYTES * 2];
	struct sockaddr_un address;

	name_of(name, "%s.sock", local->base);
	name_of(staging, ".new-%s.sock", local->base);
	local->listener = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	address = address_of(local, staging);
	return local->listener < 0 || bind(local->listener, (struct sockaddr *)&address, sizeof(address)) ||
	       fchmodat(local->directory, staging, 0600, 0) || listen(local->listener, 128) ||
	       renameat(local->directory, staging, local->directory, name);
}

static int local_open(struct ikc_node *node, const struct ikc_options *options)
{
	struct local *local = calloc(1, sizeof(*local));
	const char *instance = getenv("IKC_INSTANCE");
	int status;

	if (!local)
		return IKC_STATUS_LIMIT_REACHED;
	local->listener = local->row = -1;
	local->directory = open_directory(options->domain);
	if (local->directory < 0) {
		free(local);
		return IKC_STATUS_PERMISSION_DENIED;
	}
	node->fabrics = local;
	node->self.instance = options->instance >= 0 ? (uint32_t)options->instance : instance ? (uint32_t)strtoul(instance, NULL, 10) : 0;
	node->self.number = (uint32_t)getpid();
	node->self.epoch = ikc_random();
	snprintf(local->base, sizeof(local->base), "node-%u-%u-%016llx", node->self.instance, node->self.number, (unsigned long long)node->self.epoch);
	status = listen_there(local) ? IKC_STATUS_UNAVAILABLE : publish_row(node);
	if (status)
		local_close(node);
	return status;
}

/* ---- links ---- */

static struct local_link *add_link(struct ikc_node *node, int fd, int has_dialled)
{
	struct local_link *link = calloc(1, sizeof(*link));
	struct ucred peer;
	socklen_t bytes = sizeof(peer);

	if (!link || getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &bytes)) {
		free(link);
		close(fd);
		return NULL;
	}
	link->fd = fd;
	link->uid = peer.uid;
	link->has_dialled = has_dialled;
	link->hello_by_ns = ikc_after(HELLO_NS);
	link->queue_end = &link->queue;
	link->link.node = node;
	link->link.next = node->links;
	node->links = &link->link;
	return link;
}

static void local_end_link(struct link *of, int goodbye)
{
	static const struct verb_header message = { GOODBYE, 0, 0 };
	struct local_link *link = (struct local_link *)of;

	if (link->fd < 0)
		return;
	if (goodbye && of->is_ready)
		send(link->fd, &message, sizeof(message), MSG_DONTWAIT | MSG_NOSIGNAL);
	close(link->fd);
	link->fd = -1;
}

static void local_free_link(struct link *of)
{
	struct local_link *link = (struct local_link *)of;
	struct queued *left;
	uint32_t i;

	for (i = 0; i < link->bell_count; i++) {
		if (link->bells[i].fd >= 0)
			close(link->bells[i].fd);
	}
	while ((left = link->queue) != NULL) {
		link->queue = left->next;
		if (left->fd >= 0)
			close(left->fd);
		free(left);
	}
	free(link->bells);
	free(link);
}

static void lose(struct local_link *link)
{
	local_end_link(&link->link, 0);
	ikc_link_ended(&link->link);
}

/* ---- sending ---- */

static ssize_t send_message(int fd, const void *message, size_t bytes, int carried)
{
	union {
		char bytes[CMSG_SPACE(sizeof(int))];
		struct cmsghdr aligned;
	} control = { { 0 } };
	struct iovec part = { (void *)(uintptr_t)message, bytes };
	struct msghdr header = { .msg_iov = &part, .msg_iovlen = 1 };
	struct cmsghdr *cmsg;

	if (carried >= 0) {
		header.msg_control = control.bytes;
		header.msg_controllen = sizeof(control.bytes);
		cmsg = CMSG_FIRSTHDR(&header);
		cmsg->cmsg_level = SOL_SOCKET;
		cmsg->cmsg_type = SCM_RIGHTS;
		cmsg->cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(cmsg), &carried, sizeof(int));
	}
	return sendmsg(fd, &header, MSG_DONTWAIT | MSG_NOSIGNAL);
}

static void flush(struct local_link *link)
{
	struct queued *first;

	while (link->fd >= 0 && (first = link->queue) != NULL) {
		if (send_message(link->fd, first->message, first->bytes, first->fd) < 0 && (errno == EAGAIN || errno == EINTR))
			return;
		link->queue = first->next;
		if (!link->queue)
			link->queue_end = &link->queue;
		link->queued--;
		if (first->fd >= 0)
			close(first->fd);
		free(first);
	}
}

/* A verb, in order; one that finds the socket full waits in a limited queue. */
static int send_verb(struct local_link *link, uint16_t verb, const void *body, uint32_t bytes, int carried)
{
	uint8_t message[MESSAGE_BYTES_MAX];
	struct verb_header header = { verb, 0, bytes };
	struct queued *later;

	if (link->fd < 0)
		return IKC_STATUS_PEER_DIED;
	memcpy(message, &header, sizeof(header));
	if (bytes)
		memcpy(message + sizeof(header), body, bytes);
	flush(link);
	if (!link->queue && send_message(link->fd, message, sizeof(header) + bytes, carried) >= 0)
		return IKC_STATUS_OK;
	if (!link->queue && errno != EAGAIN)
		return IKC_STATUS_PEER_DIED;
	later = link->queued < QUEUE_MAX ? malloc(sizeof(*later) + sizeof(header) + bytes) : NULL;
	if (!later)
		return IKC_STATUS_LIMIT_REACHED;
	later->next = NULL;
	later->fd = carried >= 0 ? fcntl(carried, F_DUPFD_CLOEXEC, 0) : -1;
	later->bytes = sizeof(header) + bytes;
	memcpy(later->message, message, later->bytes);
	*link->queue_end = later;
	link->queue_end = &later->next;
	link->queued++;
	return IKC_STATUS_OK;
}

static int send_hello(struct local_link *link)
{
	uint8_t hello[8 + ROW_BYTES_MAX];
	struct ikc_encoder e = ikc_encoder_over(hello, 8);
	uint32_t magic = HELLO_MAGIC;

	ikc_put(&e, &magic, 4);
	put_u16(&e, IKC_VERSION_MAJOR);
	put_u16(&e, IKC_VERSION_MINOR);
	return send_verb(link, HELLO, hello, (uint32_t)(8 + write_row(link->link.node, hello + 8)), -1);
}

static struct bell *find_bell(struct local_link *link, uint32_t number)
{
	struct bell *grown;
	uint32_t i;

	for (i = 0; i < link->bell_count; i++) {
		if (link->bells[i].number == number)
			return &link->bells[i];
	}
	if (number == 0 || number > 65535 || link->bell_count == BELLS_MAX)
		return NULL;
	if ((link->bell_count & (link->bell_count - 1)) == 0) {
		grown = realloc(link->bells, sizeof(*grown) * (link->bell_count ? link->bell_count * 2 : 1));
		if (!grown)
			return NULL;
		link->bells = grown;
	}
	grown = &link->bells[link->bell_count++];
	*grown = (struct bell){ number, -1, 0 };
	return grown;
}

/* EAGAIN: it is rung already. EPIPE: its number may come again. */
static int ring_bell(struct bell *bell)
{
	if (bell->fd < 0)
		return 0;
	return send(bell->fd, "\1", 1, MSG_DONTWAIT | MSG_NOSIGNAL) == 1 || errno == EAGAIN;
}

static void local_ring(struct link *of, uint32_t number)
{
	struct local_link *link = (struct local_link *)of;
	struct bell *bell;

	if (link->fd < 0)
		return;
	if (number == 0) {
		send(link->fd, "\1", 1, MSG_DONTWAIT | MSG_NOSIGNAL);	/* a full socket wakes the reader as well */
		return;
	}
	bell = find_bell(link, number);
	if (bell && !ring_bell(bell))
		bell->is_rung = 1;
}

/* ---- areas (16.6) ---- */

static int local_create_area(struct ikc_node *node, uint64_t bytes, struct area *area)
{
	int fd = memfd_create("ikc", MFD_CLOEXEC | MFD_ALLOW_SEALING | MFD_NOEXEC_SEAL);

	if (fd < 0)
		fd = memfd_create("ikc", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (fd < 0)
		return ikc_fail(node, IKC_STATUS_LIMIT_REACHED, "no memory file: %s", strerror(errno));
	if (fallocate(fd, 0, 0, (off_t)bytes)) {
		close(fd);
		return ikc_fail(node, IKC_STATUS_LIMIT_REACHED, "no memory for an area: %s", strerror(errno));
	}
	area->at = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (area->at == MAP_FAILED || fcntl(fd, F_ADD_SEALS, SEALS)) {
		if (area->at != MAP_FAILED)
			munmap(area->at, bytes);
		close(fd);
		area->at = NULL;
		return ikc_fail(node, IKC_STATUS_LIMIT_REACHED, "an area cannot be mapped: %s", strerror(errno));
	}
	madvise(area->at, bytes, MADV_DONTFORK);
	area->bytes = bytes;
	area->handle = fd;
	return IKC_STATUS_OK;
}

static int local_offer(struct link *link, struct area *area, uint64_t tag)
{
	uint64_t body[2] = { tag, area->bytes };
	int status = send_verb((struct local_link *)link, OFFER, body, sizeof(body), (int)area->handle);

	if (status)
		return status;
	close((int)area->handle);
	area->handle = -1;
	return IKC_STATUS_OK;
}

static void local_release(struct ikc_node *node, struct area *area)
{
	(void)node;
	munmap(area->at, area->bytes);
	if (area->handle >= 0)
		close((int)area->handle);
	area->at = NULL;
	area->bytes = 0;
}

static int map_offered(struct local_link *link, int fd, uint64_t bytes, struct area *area)
{
	struct stat facts;
	struct statfs system;
	int seals;

	if (fstat(fd, &facts) || !S_ISREG(facts.st_mode) || fstatfs(fd, &system) || system.f_type != TMPFS)
		return 0;
	seals = fcntl(fd, F_GET_SEALS);
	if (seals < 0 || (seals & SEALS) != SEALS || bytes == 0 || bytes % IKC_PAGE_BYTES || bytes > AREA_BYTES_MAX ||
	    (uint64_t)facts.st_size != bytes || (uint64_t)facts.st_blocks * 512 < bytes)
		return 0;
	if (link->areas >= PEER_AREAS_MAX || link->area_bytes + bytes > PEER_BYTES_MAX)
		return 0;
	area->at = mmap(NULL, bytes, PROT_READ, MAP_SHARED, fd, 0);
	if (area->at == MAP_FAILED)
		return 0;
	madvise(area->at, bytes, MADV_DONTFORK);
	area->bytes = bytes;
	area->handle = -1;
	link->areas++;			/* of the link's whole life: this node's peers make few */
	link->area_bytes += bytes;
	return 1;
}

/* ---- names (16.1, 16.5) ---- */

static void lock_name(const char *service, char *name)
{
	uint8_t digest[32];
	int i, at;

	ikc_sha256(service, strlen(service), digest);
	at = sprintf(name, "name-");
	for (i = 0; i < 16; i++)
		at += sprintf(name + at, "%02x", digest[i]);
	sprintf(name + at, ".lock");
}

static int local_publish(struct ikc_node *node, struct ikc_service *service)
{
	struct local *local = local_of(node);
	struct stat locked, named;
	char name[NAME_BYTES];
	int fd, status;

	lock_name(service->name, name);
	for (;;) {
		fd = openat(local->directory, name, O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600);
		if (fd < 0)
			return ikc_fail(node, IKC_STATUS_UNAVAILABLE, "the name's lock cannot be opened: %s", strerror(errno));
		if (lock_file(fd)) {
			close(fd);
			return ikc_fail(node, IKC_STATUS_ALREADY_SERVED, "'%s' is served already", service->name);
		}
		if (fstat(fd, &locked) == 0 && fstatat(local->directory, name, &named, AT_SYMLINK_NOFOLLOW) == 0 && locked.st_ino == named.st_ino)
			break;
		close(fd);	/* its owner has just given it up */
	}
	service->handle = fd;
	status = publish_row(node);
	if (status) {
		unlinkat(local->directory, name, 0);
		close(fd);
		return ikc_fail(node, status, "the node's row cannot be written");
	}
	return IKC_STATUS_OK;
}

static void local_withdraw(struct ikc_node *node, struct ikc_service *service)
{
	char name[NAME_BYTES];

	publish_row(node);
	lock_name(service->name, name);
	unlinkat(local_of(node)->directory, name, 0);
	close((int)service->handle);
}

static void give_name_up(struct local_link *link, struct ikc_decoder *body)
{
	char name[IKC_NAME_BYTES_MAX + 1];
	uint32_t status = IKC_STATUS_NOT_FOUND;
	struct ikc_service *service;

	get_short_name(body, name);
	for (service = link->link.node->services; service && !body->failed; service = service->next) {
		if (service->is_published && strcmp(service->name, name) == 0) {
			ikc_withdraw(service);
			status = IKC_STATUS_OK;
			break;
		}
	}
	send_verb(link, TAKEN_OVER, &status, sizeof(status), -1);
	lose(link);
}

/* ---- finding ---- */

static int is_locked(int fd)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

	return fcntl(fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

/* Whether the row has the service. */
static int match(struct ikc_decoder *d, const struct ikc_contract *contract, const char *name, char *found, int *is_other)
{
	char service[IKC_NAME_BYTES_MAX + 1], speaks[IKC_NAME_BYTES_MAX + 1];
	uint16_t services = get_u16(d), bases;
	int is_there = 0;

	while (services-- && !d->failed) {
		int fits;

		get_short_name(d, service);
		get_short_name(d, speaks);
		fits = strcmp(speaks, contract->id) == 0;
		for (bases = get_u16(d); bases && !d->failed; bases--) {
			get_short_name(d, speaks);
			fits |= strcmp(speaks, contract->id) == 0;
		}
		if (d->failed || (name && strcmp(service, name)))
			continue;
		if (fits) {
			is_there++;
			strcpy(found, service);
		} else if (name) {
			*is_other = 1;
		}
	}
	return d->failed ? 0 : is_there;
}

static int local_find(struct ikc_node *node, const struct ikc_contract *contract, const char *name, struct identity *found, char *service)
{
	struct local *local = local_of(node);
	uint8_t row[ROW_BYTES_MAX];
	int fd = openat(local->directory, ".", O_DIRECTORY | O_RDONLY | O_CLOEXEC), count = 0, is_other = 0;
	DIR *directory = fd >= 0 ? fdopendir(fd) : NULL;
	struct dirent *entry;

	if (!directory)
		return IKC_STATUS_UNAVAILABLE;
	while ((entry = readdir(directory)) != NULL) {
		unsigned int instance, number;
		unsigned long long epoch;
		struct identity whose;
		struct ikc_decoder d;
		uint32_t state;
		ssize_t bytes;
		int at = 0;

		if (sscanf(entry->d_name, "node-%u-%u-%llx.row%n", &instance, &number, &epoch, &at) != 3 || at == 0 || entry->d_name[at])
			continue;
		fd = openat(local->directory, entry->d_name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
		if (fd < 0)
			continue;
		bytes = epoch == node->self.epoch || is_locked(fd) ? read(fd, row, sizeof(row)) : 0;
		close(fd);
		if (bytes <= 0)
			continue;
		d = ikc_decoder_over(row, (uint64_t)bytes);
		if (read_row(&d, &whose, &state) || state != 1 || whose.instance != instance || whose.number != number || whose.epoch != epoch)
			continue;
		at = match(&d, contract, name, service, &is_other);
		if (at)
			*found = whose;
		count += at;
	}
	closedir(directory);
	if (count > 1)
		return ikc_fail(node, IKC_STATUS_AMBIGUOUS, "%d services fit '%s'", count, name ? name : contract->id);
	if (count == 0 && is_other)
		return ikc_fail(node, IKC_STATUS_INCOMPATIBLE_CONTRACT, "'%s' does not speak '%s'", name, contract->id);
	return count ? IKC_STATUS_OK : ikc_fail(node, IKC_STATUS_NOT_FOUND, "nobody serves '%s'", name ? name : contract->id);
}

/* ---- receiving ---- */

/* A hello counts only if its row's file stands in the directory and belongs to the user on the other end. */
static int take_hello(struct local_link *link, struct ikc_decoder *body)
{
	struct local *local = local_of(link->link.node);
	char name[NAME_BYTES * 2];
	struct identity whose;
	struct stat facts;
	uint32_t magic, state;
	uint16_t major;
	int status;

	ikc_get(body, &magic, 4);
	major = get_u16(body);
	get_u16(body);
	if (body->failed || magic != HELLO_MAGIC)
		return IKC_STATUS_PROTOCOL_VIOLATION;
	if (major != IKC_VERSION_MAJOR)
		return IKC_STATUS_INCOMPATIBLE_CONTRACT;
	status = read_row(body, &whose, &state);
	if (status)
		return status;
	name_of(name, "node-%u-%u-%016llx.row", whose.instance, whose.number, (unsigned long long)whose.epoch);
	if (fstatat(local->directory, name, &facts, AT_SYMLINK_NOFOLLOW) || facts.st_uid != link->uid)
		return IKC_STATUS_PROTOCOL_VIOLATION;
	if (link->has_dialled && (whose.epoch != link->link.peer.epoch || whose.instance != link->link.peer.instance || whose.number != link->link.peer.number))
		return IKC_STATUS_PROTOCOL_VIOLATION;
	link->link.peer = whose;
	link->link.is_ready = 1;
	return IKC_STATUS_OK;
}

static int take_bell(struct local_link *link, struct ikc_decoder *body, int fd)
{
	int domain = 0, type = 0;
	socklen_t bytes = sizeof(int);
	struct bell *bell;
	uint32_t number;

	ikc_get(body, &number, 4);
	if (body->failed || getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &bytes) || getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &bytes) ||
	    domain != AF_UNIX || type != SOCK_STREAM)
		return 0;
	bell = find_bell(link, number);
	if (!bell)
		return 0;
	if (bell->fd >= 0)
		close(bell->fd);
	bell->fd = fcntl(fd, F_DUPFD_CLOEXEC, 0);
	if (bell->is_rung && ring_bell(bell))
		bell->is_rung = 0;
	return 1;
}

/* 0: the link ends. The descriptor, if any, is the caller's to close. */
static int take_message(struct local_link *link, const uint8_t *message, size_t bytes, int fd)
{
	struct ikc_decoder body = ikc_decoder_over(message + sizeof(struct verb_header), bytes - sizeof(struct verb_header));
	struct verb_header header;
	uint64_t tag, area_bytes;
	struct area area;

	memcpy(&header, message, sizeof(header));
	if (header.bytes != body.size || (fd >= 0) != (header.verb == OFFER || header.verb == BELL))
		return 0;
	if (!link->link.is_ready) {
		switch (header.verb) {
		case HELLO:
			link->refused = (uint32_t)take_hello(link, &body);
			return link->refused == IKC_STATUS_OK;
		case REFUSED:
			ikc_get(&body, &link->refused, 4);
			return 0;
		case TAKE_OVER:
			if (!link->has_dialled)
				give_name_up(link, &body);
			return 0;
		default:
			return 0;
		}
	}
	switch (header.verb) {
	case OFFER:
		ikc_get(&body, &tag, 8);
		ikc_get(&body, &area_bytes, 8);
		if (body.failed || !map_offered(link, fd, area_bytes, &area))
			return 0;
		ikc_offered(&link->link, &area);
		return 1;
	case BELL:
		return take_bell(link, &body, fd);
	default:	/* goodbye, and what has no place here */
		return 0;
	}
}

/* One message. 1: go on, 0: nothing is there, -1: the link has ended. */
static int receive(struct local_link *link)
{
	struct local *local = local_of(link->link.node);
	union {
		char bytes[CMSG_SPACE(sizeof(int) * 4)];
		struct cmsghdr aligned;
	} control;
	struct iovec part = { local->message, sizeof(local->message) };
	struct msghdr header = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof(control.bytes) };
	struct cmsghdr *cmsg;
	int fds[4], count = 0, i, is_good;
	ssize_t bytes = recvmsg(link->fd, &header, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);

	if (bytes < 0 && (errno == EAGAIN || errno == EINTR))
		return 0;
	if (bytes < 0 && errno == ECONNRESET && !link->has_reset) {
		link->has_reset = 1;
		return 1;
	}
	if (bytes <= 0)
		return -1;
	for (cmsg = CMSG_FIRSTHDR(&header); cmsg; cmsg = CMSG_NXTHDR(&header, cmsg)) {
		if (cmsg->cmsg_level != SOL_SOCKET || cmsg->cmsg_type != SCM_RIGHTS)
			continue;
		count = (int)((cmsg->cmsg_len - CMSG_LEN(0)) / sizeof(int));
		memcpy(fds, CMSG_DATA(cmsg), sizeof(int) * (size_t)count);
	}
	if (bytes == 1 && count == 0)
		return link->link.is_ready ? 1 : -1;		/* bell 0 */
	is_good = !(header.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) && count <= 1 && (size_t)bytes >= sizeof(struct verb_header) &&
		  take_message(link, local->message, (size_t)bytes, count ? fds[0] : -1);
	for (i = 0; i < count; i++)
		close(fds[i]);
	return is_good ? 1 : -1;
}

static void accept_others(struct ikc_node *node)
{
	struct local_link *link;
	struct link *other;
	uint32_t status;
	int fd, count;

	while ((fd = accept4(local_of(node)->listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK)) >= 0) {
		for (count = 0, other = node->links; other; other = other->next)
			count++;
		link = add_link(node, fd, 0);
		if (!link)
			continue;
		status = link->uid != geteuid() ? IKC_STATUS_PERMISSION_DENIED : count >= LINKS_MAX ? IKC_STATUS_LIMIT_REACHED : IKC_STATUS_OK;
		if (!status) {
			send_hello(link);
			continue;
		}
		send_verb(link, REFUSED, &status, sizeof(status), -1);
		lose(link);
	}
}

static void local_wait(struct ikc_node *node, int64_t timeout_ns)
{
	struct pollfd fds[LINKS_MAX + 65] = { { .fd = local_of(node)->listener, .events = POLLIN } };
	struct timespec timeout = { timeout_ns / 1000000000, timeout_ns % 1000000000 };
	struct link *link;
	nfds_t count = 1;
	int result;

	if (timeout_ns > 0) {
		for (link = node->links; link && count < sizeof(fds) / sizeof(*fds); link = link->next) {
			struct local_link *local = (struct local_link *)link;

			if (local->fd >= 0)
				fds[count++] = (struct pollfd){ .fd = local->fd, .events = (short)(POLLIN | (local->queue ? POLLOUT : 0)) };
		}
		if (timeout_ns > INT64_C(1000000000))
			timeout = (struct timespec){ 1, 0 };	/* hellos that never come are looked for now and then */
		ppoll(fds, count, &timeout, NULL);
	}
	accept_others(node);
	for (link = node->links; link; link = link->next) {
		struct local_link *local = (struct local_link *)link;

		if (local->fd < 0)
			continue;
		flush(local);
		do
			result = receive(local);
		while (result > 0 && local->fd >= 0);
		if (local->fd >= 0 && (result < 0 || (!link->is_ready && ikc_now_ns() > local->hello_by_ns)))
			lose(local);
	}
}

/* ---- dialling ---- */

static int is_greeted(void *argument)
{
	struct link *link = argument;

	return link->is_ready || link->is_dead;
}

static int local_link_to(struct ikc_node *node, const struct identity *peer, int64_t deadline_ns, struct link **linked)
{
	struct local *local = local_of(node);
	char name[NAME_BYTES * 2];
	struct sockaddr_un address;
	struct local_link *link;
	struct link *known;
	int fd, error;

	for (known = node->links; known; known = known->next) {
		if (!known->is_dead && known->is_ready && ((struct local_link *)known)->has_dialled && known->peer.epoch == peer->epoch) {
			*linked = known;
			return IKC_STATUS_OK;
		}
	}
	fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return ikc_fail(node, IKC_STATUS_LIMIT_REACHED, "no socket: %s", strerror(errno));
	address = address_of(local, name_of(name, "node-%u-%u-%016llx.sock", peer->instance, peer->number, (unsigned long long)peer->epoch));
	while (connect(fd, (struct sockaddr *)&address, sizeof(address))) {
		error = errno;
		if (error == EAGAIN && ikc_left(deadline_ns) > 0) {
			local_wait(node, 1000000);
			continue;
		}
		close(fd);
		return ikc_fail(node, error == EAGAIN ? IKC_STATUS_DEADLINE_EXCEEDED : IKC_STATUS_NOT_FOUND, "the node cannot be dialled: %s", strerror(error));
	}
	link = add_link(node, fd, 1);
	if (!link)
		return ikc_fail(node, IKC_STATUS_LIMIT_REACHED, "no link could be made");
	link->link.peer = *peer;
	if (link->uid != geteuid() || send_hello(link)) {
		lose(link);
		return ikc_fail(node, IKC_STATUS_PERMISSION_DENIED, "the node belongs to another user");
	}
	if (!ikc_wait_until(node, is_greeted, &link->link, deadline_ns)) {
		lose(link);
		return ikc_fail(node, IKC_STATUS_DEADLINE_EXCEEDED, "the node did not say hello in time");
	}
	if (link->link.is_dead) {
		error = link->refused && link->refused <= IKC_STATUS_UNAVAILABLE ? (int)link->refused : IKC_STATUS_PEER_DIED;
		return ikc_fail(node, error, "the node refused a link, or died: %s", ikc_status_name(error));
	}
	*linked = &link->link;
	return IKC_STATUS_OK;
}

const struct fabric ikc_local_fabric = {
	.has_bell_words = 1,
	.open = local_open,
	.close = local_close,
	.find = local_find,
	.link_to = local_link_to,
	.end_link = local_end_link,
	.free_link = local_free_link,
	.create_area = local_create_area,
	.offer = local_offer,
	.release_own = local_release,
	.release_peers = local_release,
	.ring = local_ring,
	.publish = local_publish,
	.withdraw = local_withdraw,
	.wait = local_wait,
};
