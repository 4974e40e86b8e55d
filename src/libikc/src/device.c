// SPDX-License-Identifier: MIT OR GPL-2.0
/* The fabric between kernels (PROTOCOL, section 17): /dev/ikc. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

/* The kernel calls its row of a node what this library calls a node. */
#define ikc_node ikc_node_row
#include "ikc_device.h"
#undef ikc_node
#include "internal.h"

#define EVENTS_MAX 32
#define NODES_MAX 256
#define OFFER_STANDS_NS INT64_C(10000000000)

/* An own area that was given up while its offer may not have been taken yet (rule 44). */
struct given_up {
	struct given_up *next;
	uint64_t area;
	int64_t since_ns;
};

struct device {
	int fd;
	uint32_t uid;
	struct ikc_handle self;
	struct given_up *given_up;
};

static struct device *device_of(const struct ikc_node *node)
{
	return node->fabrics;
}

static int status_of(int error)
{
	switch (error) {
	case EACCES:
	case EPERM:
		return IKC_STATUS_PERMISSION_DENIED;
	case ENOTCONN:
	case ESHUTDOWN:
	case ESTALE:
		return IKC_STATUS_PEER_DIED;
	case EPROTO:
	case EPROTONOSUPPORT:
		return IKC_STATUS_INCOMPATIBLE_CONTRACT;
	case EEXIST:
		return IKC_STATUS_ALREADY_SERVED;
	case ENOENT:
	case ENODEV:
		return IKC_STATUS_UNAVAILABLE;
	default:
		return IKC_STATUS_LIMIT_REACHED;
	}
}

static int told(struct ikc_node *node, const char *what)
{
	int error = errno;

	return ikc_fail(node, status_of(error), "%s: %s", what, strerror(error));
}

static struct ikc_handle handle_of(const struct identity *identity)
{
	struct ikc_handle handle = { identity->instance, identity->number, identity->epoch };

	return handle;
}

static int is_of(const struct link *link, const struct ikc_handle *handle)
{
	return link->peer.instance == handle->instance && link->peer.number == handle->slot && link->peer.epoch == handle->generation;
}

static int device_open(struct ikc_node *node, const struct ikc_options *options)
{
	struct device *device = calloc(1, sizeof(*device));
	struct ikc_info info = { .size = sizeof(info), .abi = IKC_ABI_VERSION };
	struct ikc_state state = { sizeof(state), IKC_NODE_SERVING };

	(void)options;
	if (!device)
		return IKC_STATUS_LIMIT_REACHED;
	device->fd = open("/dev/ikc", O_RDWR | O_CLOEXEC | O_NONBLOCK);
	if (device->fd < 0 || ioctl(device->fd, IKC_IOC_INFO, &info) || ioctl(device->fd, IKC_IOC_STATE, &state)) {
		int status = told(node, "/dev/ikc cannot be opened");

		if (device->fd >= 0)
			close(device->fd);
		free(device);
		return status;
	}
	device->uid = info.uid;
	device->self = info.node;
	node->fabrics = device;
	node->self = (struct identity){ info.node.instance, info.node.slot, info.node.generation };
	return IKC_STATUS_OK;
}

static void device_close(struct ikc_node *node)
{
	struct device *device = device_of(node);
	struct given_up *left;

	/* Offers of refusals and closes may not have been taken yet; the last close ends the node, which peers learn as its death. */
	while ((left = device->given_up) != NULL) {
		device->given_up = left->next;
		free(left);
	}
	close(device->fd);
	free(device);
}

/* ---- who is there ---- */

static int fits(const struct ikc_entry *entry, const struct ikc_contract *contract)
{
	char text[IKC_CONTRACT_BYTES];
	const char *at = text, *end = text + sizeof(text);

	memcpy(text, entry->contract, sizeof(text));
	text[sizeof(text) - 1] = 0;
	while (at < end && *at) {
		if (strcmp(at, contract->id) == 0)
			return 1;
		at += strlen(at) + 1;
	}
	return 0;
}

static int device_find(struct ikc_node *node, const struct ikc_contract *contract, const char *name, struct identity *found, char *service)
{
	struct ikc_nodes table = { .size = sizeof(table), .instance = IKC_ANY, .slot = IKC_ANY, .nr = NODES_MAX };
	struct ikc_node_row *rows = calloc(NODES_MAX, sizeof(*rows));
	int count = 0, is_other = 0;
	uint32_t i, j;

	if (!rows)
		return ikc_fail(node, IKC_STATUS_LIMIT_REACHED, "no memory");
	table.nodes = (uintptr_t)rows;
	if (ioctl(device_of(node)->fd, IKC_IOC_NODES, &table)) {
		free(rows);
		return told(node, "the table of nodes cannot be read");
	}
	for (i = 0; i < table.nr && i < NODES_MAX; i++) {
		if (rows[i].state != IKC_NODE_SERVING || rows[i].flags & IKC_NODE_SELF)
			continue;
		for (j = 0; j < rows[i].nr_entries && j < IKC_MAX_ENTRIES; j++) {
			const struct ikc_entry *entry = &rows[i].entries[j];

			if (name && strncmp(entry->name, name, IKC_NAME_BYTES))
				continue;
			if (!fits(entry, contract)) {
				is_other |= name != NULL;
				continue;
			}
			*found = (struct identity){ rows[i].handle.instance, rows[i].handle.slot, rows[i].handle.generation };
			memcpy(service, entry->name, IKC_NAME_BYTES_MAX);
			service[IKC_NAME_BYTES_MAX] = 0;
			count++;
		}
	}
	free(rows);
	if (count > 1)
		return ikc_fail(node, IKC_STATUS_AMBIGUOUS, "%d services fit '%s'", count, name ? name : contract->id);
	if (count == 0 && is_other)
		return ikc_fail(node, IKC_STATUS_INCOMPATIBLE_CONTRACT, "'%s' does not speak '%s'", name, contract->id);
	return count ? IKC_STATUS_OK : ikc_fail(node, IKC_STATUS_NOT_FOUND, "nobody serves '%s'", name ? name : contract->id);
}

static int device_publish(struct ikc_node *node, struct ikc_service *service)
{
	struct ikc_publish publish = { .size = sizeof(publish) };
	size_t at = strlen(service->contract->id) + 1, bytes;
	uint16_t i;

	if (at >= sizeof(publish.contract))
		return ikc_fail(node, IKC_STATUS_TOO_LARGE, "the contract's id is too long");
	memcpy(publish.name, service->name, strlen(service->name));
	memcpy(publish.contract, service->contract->id, at);
	for (i = 0; i < service->contract->base_count; i++, at += bytes) {
		bytes = strlen(service->contract->bases[i]) + 1;
		if (at + bytes >= sizeof(publish.contract))
			return ikc_fail(node, IKC_STATUS_TOO_LARGE, "the ids of the contract's bases are too long");
		memcpy(publish.contract + at, service->contract->bases[i], bytes);
	}
	return ioctl(device_of(node)->fd, IKC_IOC_PUBLISH, &publish) ? told(node, "the name cannot be published") : IKC_STATUS_OK;
}

static void device_withdraw(struct ikc_node *node, struct ikc_service *service)
{
	struct ikc_withdraw withdraw = { .size = sizeof(withdraw) };

	memcpy(withdraw.name, service->name, strlen(service->name));
	ioctl(device_of(node)->fd, IKC_IOC_WITHDRAW, &withdraw);
}

/* ---- links: two nodes that know each other's handles have one ---- */

static struct link *find_link(const struct ikc_node *node, const struct ikc_handle *handle)
{
	struct link *link;

	for (link = node->links; link; link = link->next) {
		if (!link->is_dead && is_of(link, handle))
			return link;
	}
	return NULL;
}

static struct link *add_link(struct ikc_node *node, const struct ikc_handle *handle)
{
	struct link *link = calloc(1, sizeof(*link));

	if (!link)
		return NULL;
	link->node = node;
	link->peer = (struct identity){ handle->instance, handle->slot, handle->generation };
	link->is_ready = 1;
	link->next = node->links;
	node->links = link;
	return link;
}

static int device_link_to(struct ikc_node *node, const struct identity *peer, int64_t deadline_ns, struct link **linked)
{
	struct ikc_handle handle = handle_of(peer);

	(void)deadline_ns;
	*linked = find_link(node, &handle);
	if (!*linked)
		*linked = add_link(node, &handle);
	return *linked ? IKC_STATUS_OK : ikc_fail(node, IKC_STATUS_LIMIT_REACHED, "no memory");
}

static void device_end_link(struct link *link, int goodbye)
{
	(void)link;
	(void)goodbye;
}

static void device_free_link(struct link *link)
{
	free(link);
}

static void device_ring(struct link *link, uint32_t bell)
{
	struct ikc_ring ring = { sizeof(ring), bell, handle_of(&link->peer) };

	if (bell < IKC_MAX_BELLS)
		ioctl(device_of(link->node)->fd, IKC_IOC_RING, &ring);	/* who died is told as DIED */
}

/* ---- areas ---- */

static void release(struct ikc_node *node, uint64_t area)
{
	struct ikc_release release = { sizeof(release), 0, area };

	ioctl(device_of(node)->fd, IKC_IOC_RELEASE, &release);
}

static void release_given_up(struct ikc_node *node, int64_t before_ns)
{
	struct given_up **at = &device_of(node)->given_up, *old;

	while ((old = *at) != NULL) {
		if (old->since_ns > before_ns) {
			at = &old->next;
			continue;
		}
		*at = old->next;
		release(node, old->area);
		free(old);
	}
}

static int device_create_area(struct ikc_node *node, uint64_t bytes, struct area *area)
{
	struct ikc_new_area made = { .size = sizeof(made), .bytes = bytes };
	int fd = device_of(node)->fd;

	if (ioctl(fd, IKC_IOC_AREA, &made)) {
		release_given_up(node, IKC_FOREVER);		/* rule 44: unless there is no room for another one */
		if (ioctl(fd, IKC_IOC_AREA, &made))
			return told(node, "no memory for an area");
	}
	area->at = mmap(NULL, made.bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, (off_t)made.offset);
	if (area->at == MAP_FAILED) {
		area->at = NULL;
		release(node, made.area);
		return told(node, "an area cannot be mapped");
	}
	area->bytes = made.bytes;
	area->handle = (int64_t)made.area;
	return IKC_STATUS_OK;
}

static int device_offer(struct link *link, struct area *area, uint64_t tag)
{
	struct ikc_offer offer = { .size = sizeof(offer), .area = (uint64_t)area->handle, .node = handle_of(&link->peer), .tag = tag };

	return ioctl(device_of(link->node)->fd, IKC_IOC_OFFER, &offer) ? told(link->node, "an area cannot be offered") : IKC_STATUS_OK;
}

static void device_release_peers(struct ikc_node *node, struct area *area)
{
	munmap(area->at, area->bytes);
	release(node, (uint64_t)area->handle);
	area->at = NULL;
	area->bytes = 0;
}

static void device_release_own(struct ikc_node *node, struct area *area)
{
	struct given_up *later = malloc(sizeof(*later));

	munmap(area->at, area->bytes);
	if (later) {
		*later = (struct given_up){ device_of(node)->given_up, (uint64_t)area->handle, ikc_now_ns() };
		device_of(node)->given_up = later;
	} else {
		release(node, (uint64_t)area->handle);
	}
	area->at = NULL;
	area->bytes = 0;
}

static void take_offer(struct ikc_node *node, struct link *link, const struct ikc_event *event)
{
	struct ikc_map map = { .size = sizeof(map), .area = event->area };
	struct area area = { .handle = (int64_t)event->area };

	if (!link || event->bytes > IKC_SLOT_BYTES_MAX || ioctl(device_of(node)->fd, IKC_IOC_MAP, &map)) {
		release(node, event->area);
		return;
	}
	area.bytes = map.bytes;
	area.at = mmap(NULL, map.bytes, PROT_READ, MAP_SHARED, device_of(node)->fd, (off_t)map.offset);
	if (area.at == MAP_FAILED) {
		release(node, event->area);
		return;
	}
	ikc_offered(link, &area);
}

/* ---- news ---- */

static void take_event(struct ikc_node *node, const struct ikc_event *event)
{
	struct link *link = find_link(node, &event->node);

	switch (event->kind) {
	case IKC_EVENT_OFFERED:
		take_offer(node, link ? link : add_link(node, &event->node), event);
		break;
	case IKC_EVENT_DIED:
		if (link)
			ikc_link_ended(link);
		break;
	default:	/* a ring is made good by the look that follows; of the rest this node needs nothing */
		break;
	}
}

static void device_wait(struct ikc_node *node, int64_t timeout_ns)
{
	struct device *device = device_of(node);
	struct ikc_event events[EVENTS_MAX];
	struct ikc_wait wait;
	uint32_t i;

	do {
		wait = (struct ikc_wait){
			.size = sizeof(wait),
			.nr = EVENTS_MAX,
			.events = (uintptr_t)events,
			.deadline_ns = timeout_ns <= 0 ? 0 : timeout_ns == IKC_FOREVER ? IKC_NO_DEADLINE : (uint64_t)ikc_after(timeout_ns),
			.deaths = IKC_ANY_DEATHS,
		};
		if (ioctl(device->fd, IKC_IOC_WAIT, &wait))
			break;
		for (i = 0; i < wait.nr; i++)
			take_event(node, &events[i]);
		timeout_ns = 0;
	} while (wait.nr == EVENTS_MAX);
	if (device->given_up)
		release_given_up(node, ikc_now_ns() - OFFER_STANDS_NS);
}

const struct fabric ikc_device_fabric = {
	.open = device_open,
	.close = device_close,
	.find = device_find,
	.link_to = device_link_to,
	.end_link = device_end_link,
	.free_link = device_free_link,
	.create_area = device_create_area,
	.offer = device_offer,
	.release_own = device_release_own,
	.release_peers = device_release_peers,
	.ring = device_ring,
	.publish = device_publish,
	.withdraw = device_withdraw,
	.wait = device_wait,
};
