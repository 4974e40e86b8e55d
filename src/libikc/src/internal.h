/* SPDX-License-Identifier: MIT OR GPL-2.0 */
/*
 * What the library's files share. In the order in which to read them: area.c (headers), ring.c (records), channel.c (waking, slots,
 * close), handshake.c (texts), client.c, server.c, node.c (the middle), local.c and device.c (the two fabrics).
 *
 * Everything runs on the thread that uses the node. Channels leave the list only in ikc_reap(), which runs when nobody is inside one.
 */
#ifndef IKC_INTERNAL_H
#define IKC_INTERNAL_H

#include "ikc.h"

#define SERVICES_MAX 16
#define LANES_MAX 4
#define ASYNC_CALLS 64
#define REQUEST_RING_BYTES (256u * 1024)
#define ZERO_REPLY_RECORD_BYTES 4096u
#define LANE_REPLY_RECORD_BYTES 16384u
#define CONNECTIONS_MAX 256
#define LANES_OF_CONNECTION_MAX 256
#define CONNECTS_PENDING_MAX 1024
#define SPIN_NS 30000
#define NEWS_NS 50000

/* Memory that one node writes. `handle` is the fabric's: a descriptor, or the device's id. */
struct area {
	uint8_t *at;
	uint64_t bytes;
	int64_t handle;
};

struct identity {
	uint32_t instance;
	uint32_t number;
	uint64_t epoch;
};

struct channel;
struct link;

struct fabric {
	int has_bell_words;		/* rule 46 */
	int (*open)(struct ikc_node *node, const struct ikc_options *options);
	void (*close)(struct ikc_node *node);
	/* One look: OK, NotFound, Ambiguous, IncompatibleContract; and the service's name. */
	int (*find)(struct ikc_node *node, const struct ikc_contract *contract, const char *name, struct identity *found, char *service);
	int (*link_to)(struct ikc_node *node, const struct identity *peer, int64_t deadline_ns, struct link **link);
	void (*end_link)(struct link *link, int goodbye);
	void (*free_link)(struct link *link);
	int (*create_area)(struct ikc_node *node, uint64_t bytes, struct area *area);
	int (*offer)(struct link *link, struct area *area, uint64_t tag);
	void (*release_own)(struct ikc_node *node, struct area *area);
	void (*release_peers)(struct ikc_node *node, struct area *area);
	void (*ring)(struct link *link, uint32_t bell);
	int (*publish)(struct ikc_node *node, struct ikc_service *service);
	void (*withdraw)(struct ikc_node *node, struct ikc_service *service);
	/* Takes in all news, after sleeping at most so long for some. */
	void (*wait)(struct ikc_node *node, int64_t timeout_ns);
};

extern const struct fabric ikc_local_fabric, ikc_device_fabric;

/* A link to a peer; the fabric allocates it with what it adds to it. */
struct link {
	struct link *next;
	struct ikc_node *node;
	struct identity peer;
	int is_dead;
	int is_ready;			/* hellos exchanged */
	int is_summary_offered;
	struct area summary;
	uint32_t next_summary_index;
	uint32_t channels;		/* served for this peer */
	uint64_t reply_bytes;		/* of the rings made for it */
};

struct slot_out {
	struct area area;
	uint32_t sequence;
	uint32_t generation;
	int is_taken;			/* by a call that was begun */
};

struct slot_in {
	struct area area;
	uint32_t sequence;
};

enum { CALL_FREE, CALL_OPEN, CALL_HELD, CALL_READ };

struct pending_call {
	struct ikc_call *call;		/* NULL: given up */
	uint64_t id;
	uint64_t start;			/* position of its reply */
	int state;
};

enum { CHANNEL_OPENING, CHANNEL_OPEN, CHANNEL_CLOSED };

struct record {
	uint64_t start;			/* position */
	uint64_t record_bytes;
	uint64_t call_id;
	const uint8_t *payload;
	uint64_t payload_bytes;
	uint16_t method;
	uint8_t kind;
	uint8_t flags;
};

struct channel {
	struct channel *next;
	struct ikc_node *node;
	struct link *link;
	int is_client;
	struct ikc_client *client;	/* NULL: served, or given up before its answer came */
	struct ikc_service *service;
	struct area own, theirs;
	struct ikc_control_words *mine;
	const struct ikc_control_words *peers;
	uint64_t key, connection_key;
	uint32_t role;			/* IKC_CHANNEL_ROLE_... */
	int state;
	int status;			/* why it is closed */
	int depth;			/* visits under way */
	int is_stalled;			/* its next record waits for an offer */

	uint8_t *out_ring;
	uint64_t out_bytes, tail, head_seen;
	const uint8_t *in_ring;
	uint64_t in_bytes, head;
	int after_padding;

	uint64_t parked_generation, rung_generation, wanted_rung, slot_wanted_rung, slot_wanted, control_seen;
	uint32_t peer_bell, peer_summary_index;
	uint32_t call_slots, reply_record_bytes;
	uint64_t call_generation;
	struct pending_call calls[ASYNC_CALLS];
	uint16_t method_count;
	uint16_t *ordinals;
	struct ikc_call *begun;
	struct slot_out out[IKC_SLOTS_MAX];
	struct slot_in in[IKC_SLOTS_MAX];
};

struct ikc_client {
	struct ikc_client *next;
	struct ikc_node *node;
	const struct ikc_contract *contract;
	struct channel *zero;
	struct channel *lanes[LANES_MAX];
};

struct ikc_service {
	struct ikc_service *next;
	struct ikc_node *node;
	const struct ikc_contract *contract;
	char name[IKC_NAME_BYTES_MAX + 1];
	ikc_handler handler;
	void *context;
	int is_published;
	int is_withdrawn;
	int64_t handle;			/* the fabric's */
};

struct ikc_node {
	const struct fabric *fabric;
	struct identity self;
	int wait;
	int depth;			/* handlers under way */
	int served;
	int announced;			/* channels are armed, and no sleep has come since */
	struct link *links;
	struct channel *channels;
	struct ikc_client *clients;
	struct ikc_service *services;
	void *fabrics;			/* what the fabric keeps for the node */
	char error[256];
};

/* ---- words ---- */

static inline uint64_t load64(const uint64_t *word)
{
	return __atomic_load_n(word, __ATOMIC_ACQUIRE);
}

static inline uint32_t load32(const uint32_t *word)
{
	return __atomic_load_n(word, __ATOMIC_ACQUIRE);
}

static inline void store64(uint64_t *word, uint64_t value)
{
	__atomic_store_n(word, value, __ATOMIC_RELEASE);
}

static inline void store32(uint32_t *word, uint32_t value)
{
	__atomic_store_n(word, value, __ATOMIC_RELEASE);
}

static inline void full_fence(void)
{
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
}

static inline void relax(void)
{
#if defined(__x86_64__)
	__builtin_ia32_pause();
#elif defined(__aarch64__)
	__asm__ __volatile__("yield");
#endif
}

/* node.c */
int ikc_fail(struct ikc_node *node, int status, const char *format, ...) __attribute__((format(printf, 3, 4)));
uint64_t ikc_random(void);
int64_t ikc_after(int64_t timeout_ns);
int64_t ikc_left(int64_t deadline_ns);
int ikc_wait_until(struct ikc_node *node, int (*ready)(void *), void *argument, int64_t deadline_ns);
void ikc_offered(struct link *link, struct area *area);
void ikc_link_ended(struct link *link);
int ikc_ready_link(struct link *link);
void ikc_reap(struct ikc_node *node);

/* area.c */
int ikc_read_header(const struct link *link, const struct area *area, struct ikc_area_header *header);
int ikc_create_area(struct ikc_node *node, uint64_t bytes, const struct ikc_area_header *fields, struct area *area);
int ikc_is_ring_sound(const struct ikc_area_header *header, uint64_t area_bytes);

/* ring.c: 1, 0: full or nothing, -1: violation */
int ikc_reserve(struct channel *ch, uint32_t payload_bytes, uint8_t **payload);
uint64_t ikc_space_needed(const struct channel *ch, uint32_t payload_bytes);
void ikc_commit(struct channel *ch, uint32_t payload_bytes, uint8_t kind, uint8_t flags, uint16_t method, uint64_t call_id);
int ikc_read(struct channel *ch, struct record *record);
void ikc_pass(struct channel *ch, const struct record *record);

/* channel.c */
void ikc_join(struct channel *ch, const struct ikc_area_header *own, const struct ikc_area_header *peers);
void ikc_wake_reader(struct channel *ch);
void ikc_publish_head(struct channel *ch, uint64_t head);
void ikc_arm(struct channel *ch);
int ikc_has_news(const struct channel *ch);
void ikc_check_control(struct channel *ch);
void ikc_bump_control(struct channel *ch);
void ikc_close_channel(struct channel *ch, int status, int tell);
int ikc_take_slot(struct channel *ch, uint64_t bytes, uint32_t *slot);
void ikc_install_slot(struct channel *ch, struct area *area, const struct ikc_area_header *header);
int ikc_find_payload(struct channel *ch, struct record *record, struct ikc_slot_descriptor *slot);
void ikc_free_slot(struct channel *ch, const struct ikc_slot_descriptor *slot);
int ikc_drop(struct channel *ch, struct record *record);
void ikc_retire(struct channel *ch);

/* client.c */
void ikc_answered(struct channel *ch, struct area *area, const struct ikc_area_header *header);
void ikc_take_replies(struct channel *ch);
void ikc_fail_calls(struct channel *ch, int status);

/* server.c */
void ikc_receive_connect(struct link *link, struct area *area, const struct ikc_area_header *header);
int ikc_serve_channel(struct channel *ch);

#endif
