/* SPDX-License-Identifier: MIT OR GPL-2.0 */
/*
 * libikc: a node of Ikc in C, on both fabrics, written from PROTOCOL.md alone. README.md beside it has the whole story.
 *
 * A node belongs to one thread at a time. It has no thread of its own: ikc_poll(), and every call that waits, reads what peers sent.
 * Memory is allocated when a node, a service or a channel is made, and when a bulk slot grows; never on the path of a call that fits.
 * Functions that can fail return a status of ikc_protocol.h, 0 being IKC_STATUS_OK.
 */
#ifndef IKC_H
#define IKC_H

#include <stddef.h>
#include <stdint.h>

#include "ikc_protocol.h"
#include "ikc_wire.h"

#ifdef __cplusplus
extern "C" {
#endif
#if defined(__GNUC__)
#pragma GCC visibility push(default)
#endif

struct ikc_node;
struct ikc_service;
struct ikc_client;

/* Wait policies: what a wait does when there is nothing to read. */
#define IKC_WAIT_ADAPTIVE 0	/* looks for some microseconds, then sleeps */
#define IKC_WAIT_SPIN 1		/* never sleeps */
#define IKC_WAIT_PARK 2		/* sleeps at once */

#define IKC_FOREVER INT64_MAX

/* What a header of `ikc header` says of a method. The place in the contract's table is the number by which this library names it. */
struct ikc_method {
	const char *contract;	/* id of the contract that declares it */
	uint16_t id;
	uint16_t kind;		/* IKC_METHOD_KIND_... */
	uint32_t reserved;
	uint64_t shape_hash;
	const char *name;
};

struct ikc_contract {
	const char *id;
	const char *const *bases;	/* ids of its bases, direct or not */
	uint16_t base_count;
	uint16_t method_count;
	const struct ikc_method *methods;
};

struct ikc_options {
	const char *fabric;	/* "local", "device"; NULL: IKC_FABRIC, else the device where there is one */
	const char *domain;	/* local: the directory; NULL: IKC_DOMAIN, else as PROTOCOL, section 16.1 */
	int instance;		/* local: the instance; -1: IKC_INSTANCE, else 0 */
	int wait;		/* IKC_WAIT_... */
};

/* Opens a node. NULL options: all defaults (instance -1). */
int ikc_open(struct ikc_node **node, const struct ikc_options *options);

/* Ends every channel, service and link of the node. What was lent is gone. */
void ikc_close(struct ikc_node *node);

/* The last failure in words; valid until the next call on this node. */
const char *ikc_error(const struct ikc_node *node);

/* Reads what has come and serves it, waiting at most so long for something. Returns how many calls were served. */
int ikc_poll(struct ikc_node *node, int64_t timeout_ns);

/* ---- calling ---- */

/*
 * Waits until a service of this name (NULL: of this contract) is there, and connects. NotFound, Ambiguous, IncompatibleContract, ...
 * `connections` is for calls made while a late reply is still awaited: how many lanes may be open at most (0: 4).
 */
int ikc_connect(struct ikc_node *node, const struct ikc_contract *contract, const char *name, int64_t timeout_ns, struct ikc_client **client);
void ikc_disconnect(struct ikc_client *client);

/* Whether the service has the method with this shape: IKC_STATUS_OK, _UNIMPLEMENTED or _INCOMPATIBLE_CONTRACT. */
int ikc_supports(const struct ikc_client *client, uint16_t method);

/* A call. Its memory is the caller's; everything in it but `arguments`, `result` and what follows is the library's. */
struct ikc_call {
	struct ikc_encoder arguments;	/* after ikc_begin: write them here */
	struct ikc_decoder result;	/* after success: read it here, until ikc_end */
	int status;			/* how it ended */
	int fate;			/* IKC_FATE_...: what is known of it then */
	uint32_t fault_code;		/* of a declared fault, whose value is `result`; else 0 */
	uint64_t fault_hash;
	char text[256];			/* what the service said of a failure; terminated */
	/* private */
	struct ikc_client *client;
	void *channel;
	void *record;
	uint64_t id;
	int64_t deadline_ns;
	uint64_t payload_bytes;
	uint32_t slot, slot_generation;
	uint16_t ordinal;
	uint8_t kind, state, in_slot, result_slot;
};

/*
 * Begins a call whose arguments take at most so many bytes; what does not fit a record goes through a bulk slot, in place. timeout_ns is
 * for the whole call. On success the arguments are written next, and ikc_invoke, ikc_send or ikc_end follows.
 */
int ikc_begin(struct ikc_client *client, uint16_t method, uint64_t argument_bytes_max, int64_t timeout_ns, struct ikc_call *call);

/* Sends it and waits for its end: its status. One-way calls end when they are sent. ikc_end follows in any case. */
int ikc_invoke(struct ikc_call *call);

/* Sends an asynchronous call and does not wait. The call's memory stays in use until ikc_is_done() and ikc_end(). */
int ikc_send(struct ikc_call *call);

/* Whether it has ended; looks once at what has come. */
int ikc_is_done(struct ikc_call *call);

/* Waits until it has ended: its status. */
int ikc_wait(struct ikc_call *call);

/* Tells the service that nobody waits any more; the call ends as Cancelled, MaybeExecuted. */
void ikc_cancel(struct ikc_call *call);

/* Gives back what the call holds. What `result` lent is the peer's again. */
void ikc_end(struct ikc_call *call);

/* ---- serving ---- */

/* A call being served. */
struct ikc_request {
	uint16_t method;		/* place in the contract's table */
	struct ikc_decoder arguments;	/* lent until the handler returns */
	int64_t deadline_ns;		/* CLOCK_MONOTONIC; IKC_FOREVER: none */
	void *context;
	/* private */
	void *channel;
	uint64_t id;
	struct ikc_encoder reply;
	void *record;
	uint32_t slot;
	uint8_t expects_reply, has_begun, in_slot;
};

/*
 * Serves one call. Returns IKC_STATUS_OK after ikc_reply() was filled (or without, for no result), or the status of a failure. If the
 * arguments did not decode it returns IKC_STATUS_PROTOCOL_VIOLATION, and the channel closes.
 */
typedef int (*ikc_handler)(struct ikc_request *request);

/* Serves a contract under a name. AlreadyServed: somebody else does. */
int ikc_serve(struct ikc_node *node, const struct ikc_contract *contract, const char *name, ikc_handler handler, void *context, struct ikc_service **service);
void ikc_withdraw(struct ikc_service *service);

/* Room for a result of at most so many bytes, in place: in the reply's record, or in a bulk slot. NULL: RingFull or TooLarge. */
struct ikc_encoder *ikc_reply(struct ikc_request *request, uint64_t result_bytes_max);

/* Whether the caller has cancelled it, or its deadline is over. */
int ikc_is_cancelled(struct ikc_request *request);

/* The node's own clock, CLOCK_MONOTONIC. */
int64_t ikc_now_ns(void);

/* "DeadlineExceeded" and so on. */
const char *ikc_status_name(int status);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif
#ifdef __cplusplus
}
#endif
#endif /* IKC_H */
