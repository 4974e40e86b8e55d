// SPDX-License-Identifier: MIT OR GPL-2.0
/* The middle of a node: its life, what comes of the fabric, and the two ways to wait. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "internal.h"

static const char *const status_names[] = {
	"Ok", "PeerDied", "DeadlineExceeded", "NotFound", "Ambiguous", "RingFull", "TooLarge", "Unimplemented", "IncompatibleContract",
	"PermissionDenied", "ProtocolViolation", "Faulted", "Revoked", "Cancelled", "AlreadyServed", "Closed", "Draining", "LimitReached",
	"Unavailable",
};

const char *ikc_status_name(int status)
{
	return status >= 0 && status <= IKC_STATUS_UNAVAILABLE ? status_names[status] : "unknown status";
}

int ikc_fail(struct ikc_node *node, int status, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(node->error, sizeof(node->error), format, arguments);
	va_end(arguments);
	return status;
}

const char *ikc_error(const struct ikc_node *node)
{
	return node->error;
}

int64_t ikc_now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

/* The moment after so long; IKC_FOREVER for what never comes. */
int64_t ikc_after(int64_t timeout_ns)
{
	int64_t now = ikc_now_ns();

	if (timeout_ns < 0)
		timeout_ns = 0;
	return timeout_ns >= IKC_FOREVER - now ? IKC_FOREVER : now + timeout_ns;
}

int64_t ikc_left(int64_t deadline_ns)
{
	int64_t left = deadline_ns == IKC_FOREVER ? IKC_FOREVER : deadline_ns - ikc_now_ns();

	return left < 0 ? 0 : left;
}

/* 64 random bits, never 0. */
uint64_t ikc_random(void)
{
	uint64_t value = 0;

	while (value == 0) {
		if (getrandom(&value, sizeof(value), 0) != sizeof(value))
			value = 0;
	}
	return value;
}

/* ---- life ---- */

int ikc_open(struct ikc_node **opened, const struct ikc_options *given)
{
	struct ikc_options options = { .instance = -1 };
	struct ikc_node *node = calloc(1, sizeof(*node));
	int status;

	*opened = NULL;
	if (!node)
		return IKC_STATUS_LIMIT_REACHED;
	if (given)
		options = *given;
	if (!options.fabric || !options.fabric[0])
		options.fabric = getenv("IKC_FABRIC");
	if (!options.fabric || !options.fabric[0])
		options.fabric = access("/dev/ikc", F_OK) == 0 ? "device" : "local";
	node->wait = options.wait;
	if (strcmp(options.fabric, "local") == 0)
		node->fabric = &ikc_local_fabric;
	else if (strcmp(options.fabric, "device") == 0)
		node->fabric = &ikc_device_fabric;
	status = node->fabric ? node->fabric->open(node, &options) : IKC_STATUS_UNAVAILABLE;
	if (status) {
		free(node);
		return status;
	}
	*opened = node;
	return IKC_STATUS_OK;
}

/* Takes closed channels and ended links out, where nobody is inside. */
void ikc_reap(struct ikc_node *node)
{
	struct channel **at = &node->channels, *ch;
	struct link **link = &node->links, *ended;

	if (node->depth)
		return;
	while ((ch = *at) != NULL) {
		if (ch->state != CHANNEL_CLOSED || ch->client || ch->depth) {
			at = &ch->next;
			continue;
		}
		*at = ch->next;
		if (!ch->is_client) {
			ch->link->channels--;
			ch->link->reply_bytes -= ch->out_bytes;
		}
		ikc_retire(ch);
	}
	while ((ended = *link) != NULL) {
		for (ch = node->channels; ch && ch->link != ended; ch = ch->next)
			;
		if (!ended->is_dead || ch) {
			link = &ended->next;
			continue;
		}
		*link = ended->next;
		if (ended->summary.at)
			node->fabric->release_own(node, &ended->summary);
		node->fabric->free_link(ended);
	}
}

void ikc_close(struct ikc_node *node)
{
	struct ikc_service *service;
	struct channel *ch;
	struct link *link;

	while (node->clients)
		ikc_disconnect(node->clients);
	for (service = node->services; service; service = service->next)
		ikc_withdraw(service);
	for (ch = node->channels; ch; ch = ch->next) {
		ikc_close_channel(ch, IKC_STATUS_CLOSED, 1);
		ch->client = NULL;
	}
	for (link = node->links; link; link = link->next) {
		node->fabric->end_link(link, 1);
		ikc_link_ended(link);
	}
	ikc_reap(node);
	while ((service = node->services) != NULL) {
		node->services = service->next;
		free(service);
	}
	node->fabric->close(node);
	free(node);
}

int ikc_serve(struct ikc_node *node, const struct ikc_contract *contract, const char *name, ikc_handler handler, void *context, struct ikc_service **served)
{
	struct ikc_service *service;
	size_t bytes;
	int status;

	if (!name)
		name = contract->id;
	bytes = strlen(name);
	if (bytes == 0 || bytes > IKC_NAME_BYTES_MAX)
		return ikc_fail(node, IKC_STATUS_TOO_LARGE, "a service name has 1 to 200 bytes");
	service = calloc(1, sizeof(*service));
	if (!service)
		return ikc_fail(node, IKC_STATUS_LIMIT_REACHED, "no memory");
	service->node = node;
	service->contract = contract;
	memcpy(service->name, name, bytes + 1);
	service->handler = handler;
	service->context = context;
	service->next = node->services;
	node->services = service;
	service->is_published = 1;
	status = node->fabric->publish(node, service);
	if (status) {
		node->services = service->next;
		free(service);
		return status;
	}
	if (served)
		*served = service;
	return IKC_STATUS_OK;
}

/* It takes no new clients; those that it has stay served until the node is closed. */
void ikc_withdraw(struct ikc_service *service)
{
	service->is_withdrawn = 1;
	if (!service->is_published)
		return;
	service->is_published = 0;
	service->node->fabric->withdraw(service->node, service);
}

/* ---- what the fabric tells ---- */

/* The summary goes first (rule 29). */
int ikc_ready_link(struct link *link)
{
	struct ikc_area_header header = { 0 };
	int status;

	if (link->is_summary_offered)
		return IKC_STATUS_OK;
	header.kind = IKC_AREA_KIND_SUMMARY;
	status = ikc_create_area(link->node, IKC_SUMMARY_BYTES, &header, &link->summary);
	if (!status)
		status = link->node->fabric->offer(link, &link->summary, IKC_AREA_KIND_SUMMARY);
	link->is_summary_offered = !status;
	return status;
}

static struct channel *find_client_channel(const struct link *link, uint64_t key)
{
	struct channel *ch;

	for (ch = link->node->channels; ch; ch = ch->next) {
		if (ch->link == link && ch->is_client && ch->key == key)
			return ch;
	}
	return NULL;
}

static struct channel *find_open_channel(const struct link *link, uint64_t key)
{
	struct channel *ch;

	for (ch = link->node->channels; ch; ch = ch->next) {
		if (ch->link == link && ch->key == key && ch->state == CHANNEL_OPEN)
			return ch;
	}
	return NULL;
}

/* An area that a peer offers, mapped. It belongs to whoever takes it from here. */
void ikc_offered(struct link *link, struct area *area)
{
	struct ikc_area_header header;
	struct channel *ch = NULL;

	if (link->is_dead || !ikc_read_header(link, area, &header)) {
		link->node->fabric->release_peers(link->node, area);
		return;
	}
	switch (header.kind) {
	case IKC_AREA_KIND_CONNECT:
		ikc_receive_connect(link, area, &header);
		return;
	case IKC_AREA_KIND_ANSWER:
		ch = find_client_channel(link, header.channel_key);
		if (ch && ch->state == CHANNEL_OPENING) {
			ikc_answered(ch, area, &header);
			return;
		}
		break;
	case IKC_AREA_KIND_BULK:
		ch = find_open_channel(link, header.channel_key);
		if (ch) {
			ikc_install_slot(ch, area, &header);
			return;
		}
		break;
	default:	/* a summary: this node looks at all its channels, so it has no use for it */
		break;
	}
	link->node->fabric->release_peers(link->node, area);
}

void ikc_link_ended(struct link *link)
{
	struct channel *ch;

	link->is_dead = 1;
	for (ch = link->node->channels; ch; ch = ch->next) {
		if (ch->link == link)
			ikc_close_channel(ch, IKC_STATUS_PEER_DIED, 0);
	}
}

/* ---- waiting ---- */

/*
 * Before the look after which the node sleeps. The bell is drained before, never after, and only if a sleep was announced and did not
 * come: a sleep drains what ended it, and what is left ends the next one at once, without cause (rule 14).
 */
static void arm_all(struct ikc_node *node)
{
	struct channel *ch;

	if (node->announced)
		node->fabric->wait(node, 0);
	node->announced = 1;
	for (ch = node->channels; ch; ch = ch->next) {
		if (ch->state == CHANNEL_OPEN)
			ikc_arm(ch);
	}
	full_fence();						/* DataReader */
}

static void sleep_until(struct ikc_node *node, int64_t deadline_ns)
{
	node->fabric->wait(node, ikc_left(deadline_ns));
	node->announced = 0;
}

/*
 * Until ready() says so, or the deadline, after one look more. ready() looks at everything that it waits for, the control words of its
 * channels included; requests for services of this node wait until the next ikc_poll().
 */
int ikc_wait_until(struct ikc_node *node, int (*ready)(void *), void *argument, int64_t deadline_ns)
{
	int64_t spin_end = node->wait == IKC_WAIT_SPIN ? IKC_FOREVER : node->wait == IKC_WAIT_PARK ? 0 : ikc_after(SPIN_NS);
	int64_t now, news_ns = 0;
	int i;

	for (;;) {
		for (i = 0; i < 64; i++) {
			if (ready(argument))
				return 1;
			if (spin_end == 0)
				break;
			relax();
		}
		now = ikc_now_ns();
		if (now >= deadline_ns) {
			node->fabric->wait(node, 0);
			return ready(argument);
		}
		if (now < spin_end) {
			if (now >= news_ns) {
				node->fabric->wait(node, 0);
				news_ns = now + NEWS_NS;
			}
			continue;
		}
		arm_all(node);
		if (ready(argument))
			return 1;
		sleep_until(node, deadline_ns);
	}
}

static int visit_all(struct ikc_node *node)
{
	struct channel *ch;
	int passed = 0;

	for (ch = node->channels; ch; ch = ch->next) {
		if (ch->state != CHANNEL_OPEN)
			continue;
		if (ch->is_client)
			ikc_take_replies(ch);
		else
			passed += ikc_serve_channel(ch);
	}
	return passed;
}

static int has_news(const struct ikc_node *node)
{
	const struct channel *ch;

	for (ch = node->channels; ch; ch = ch->next) {
		if (ch->state == CHANNEL_OPEN && ikc_has_news(ch))
			return 1;
	}
	return 0;
}

int ikc_poll(struct ikc_node *node, int64_t timeout_ns)
{
	int64_t deadline_ns = ikc_after(timeout_ns), spin_end = ikc_after(SPIN_NS), now, news_ns = 0;
	int served = node->served;

	if (node->depth)
		return 0;	/* a handler's own calls wait in ikc_wait_until() */
	ikc_reap(node);
	for (;;) {
		now = ikc_now_ns();
		if (now >= news_ns) {
			node->fabric->wait(node, 0);
			news_ns = now + NEWS_NS;
		}
		if (visit_all(node))
			return node->served - served;
		if (now >= deadline_ns)
			return 0;
		if (node->wait == IKC_WAIT_SPIN || (node->wait == IKC_WAIT_ADAPTIVE && now < spin_end)) {
			relax();
			continue;
		}
		arm_all(node);
		if (has_news(node))
			continue;
		sleep_until(node, deadline_ns);
		news_ns = 0;
		spin_end = ikc_after(SPIN_NS);
	}
}
