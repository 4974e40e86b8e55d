/* SPDX-License-Identifier: (GPL-2.0 WITH Linux-syscall-note) OR MIT */
/*
 * /dev/ikc: memory and doorbells between the processes of several kernels
 * that run side by side on one machine.
 *
 * One open file is one *node*. It belongs to the process that opened it: it
 * ends when that process closes any descriptor of the file, exits or execs,
 * even if a forked child keeps the file open. Every call from another address
 * space answers -EPERM. Nothing a node has done outlives it, except areas
 * that a reader still maps.
 *
 * Every ioctl argument starts with @size, which the caller sets to the size
 * of the struct that it was built with:
 *
 *   size smaller than the first version of the struct    -EINVAL
 *   size larger than known, the unknown tail not zero    -E2BIG
 *   a reserved field or an unknown flag not zero         -EINVAL
 *
 * Results are written back into the same struct, never past @size. All ioctls
 * can answer -EFAULT, -EPERM (another address space), -ESHUTDOWN (the node
 * has ended) and -ENOTTY (unknown number). The rest is listed at each.
 * Documentation/userspace-api/ikc.rst describes everything at length.
 */
#ifndef _UAPI_LINUX_IKC_H
#define _UAPI_LINUX_IKC_H

#include <linux/ioctl.h>
#include <linux/types.h>

/* Changes only when an old program would misbehave; see IKC_IOC_INFO. */
#define IKC_ABI_VERSION		1

/* 0xEB00 + number; the size is in the argument, not in the number. */
#define IKC_IOC_TYPE		0xEB

/* Limits that are part of the ABI. */
#define IKC_MAX_INSTANCES	16	/* kernels on a machine */
#define IKC_MAX_NODES		128	/* nodes of one instance */
#define IKC_MAX_ENTRIES		16	/* services that one node publishes */
#define IKC_MAX_BELLS		64	/* bells of one node */
#define IKC_MAX_AUDIENCE	8	/* readers of one area */
#define IKC_MAX_ALLOW		16	/* entries of an allow list */
#define IKC_NAME_MAX		200	/* bytes of a service name */
#define IKC_NAME_BYTES		208	/* the same with NUL bytes to the end */
#define IKC_CONTRACT_BYTES	512	/* text of a published entry */

#define IKC_ANY			0xffffffffU	/* any instance, slot or uid */

/**
 * struct ikc_handle - names one node, everywhere on the machine and for ever
 * @instance: the kernel that it lives on; 0 is the host
 * @slot: its row in that instance's table, below IKC_MAX_NODES
 * @generation: never 0 for a node, never used twice, also not after a restart
 *	of the instance. A reborn process or kernel has other generations.
 */
struct ikc_handle {
	__u32 instance;
	__u32 slot;
	__u64 generation;
};

/* struct ikc_instance.state: the life cycle of a kernel */
#define IKC_STATE_EMPTY		0	/* no such kernel */
#define IKC_STATE_READY		1	/* has CPUs and memory */
#define IKC_STATE_LOADED	2	/* has an image */
#define IKC_STATE_ACTIVE	3	/* runs */
#define IKC_STATE_FAILED	4	/* died and is fenced */

/* struct ikc_instance.flags */
#define IKC_INSTANCE_ATTACHED		(1U << 0)	/* its /dev/ikc is up */
#define IKC_INSTANCE_SILENT		(1U << 1)	/* no heartbeat in time */
#define IKC_INSTANCE_INCOMPATIBLE	(1U << 2)	/* other window format */

/**
 * struct ikc_instance - what this kernel knows of one kernel
 * @state: IKC_STATE_*
 * @flags: IKC_INSTANCE_*. Its nodes are reachable if ATTACHED alone is set
 * @epoch: changes with every birth of that instance
 */
struct ikc_instance {
	__u32 state;
	__u32 flags;
	__u64 epoch;
};

#define IKC_CLOCK_VALID		(1U << 0)	/* else use CLOCK_MONOTONIC */

/**
 * struct ikc_clock - one clock for all kernels of the machine
 * @offset_ns: added after scaling
 * @tsc_khz: refined frequency of the time stamp counter
 * @mult: see below
 * @shift: ns = offset_ns + ((unsigned __int128)tsc * mult >> shift)
 * @flags: IKC_CLOCK_VALID
 *
 * The same in every instance, unchanged when the host is replaced. Without
 * IKC_CLOCK_VALID (a single kernel, or no constant TSC) all is zero.
 */
struct ikc_clock {
	__u64 offset_ns;
	__u32 tsc_khz;
	__u32 mult;
	__u32 shift;
	__u32 flags;
};

/**
 * struct ikc_info - IKC_IOC_INFO: who am I, who is there, how much may I
 * @size: sizeof(struct ikc_info)
 * @flags: in, 0
 * @abi: in: the IKC_ABI_VERSION that the caller was built with; out: the kernel's
 * @self: out, this instance
 * @node: out, this node
 * @uid: out, the uid under which peers see this node: effective uid of the
 *	opener at open, in the initial user namespace
 * @nr_instances: out, slots of @instances that can be in use, @self included
 * @max_nodes: out, nodes that one uid may have on this instance
 * @max_areas: out, areas that this node may own at a time
 * @max_peers: out, peers that this node may have a relation with at a time
 * @heartbeat_ms: out, after this time without heartbeat an instance is silent
 * @area_bytes: out, largest total of this node's areas
 * @area_bytes_used: out, charged to this node now
 * @uid_bytes: out, largest total of all areas of this uid on this instance
 * @uid_bytes_used: out, charged to the uid now, dead areas included
 * @clock: out
 * @instances: out, by instance id
 *
 * Errors: -EPROTONOSUPPORT @abi is not the kernel's (@abi is written all the
 * same, nothing else is).
 */
struct ikc_info {
	__u32 size;
	__u32 flags;
	__u32 abi;
	__u32 self;
	struct ikc_handle node;
	__u32 uid;
	__u32 nr_instances;
	__u32 max_nodes;
	__u32 max_areas;
	__u32 max_peers;
	__u32 heartbeat_ms;
	__u64 area_bytes;
	__u64 area_bytes_used;
	__u64 uid_bytes;
	__u64 uid_bytes_used;
	struct ikc_clock clock;
	struct ikc_instance instances[IKC_MAX_INSTANCES];
};

/* Node states. A node is born STARTING; a dead node is not in the table. */
#define IKC_NODE_STARTING	1
#define IKC_NODE_SERVING	2
#define IKC_NODE_DRAINING	3

/**
 * struct ikc_state - IKC_IOC_STATE: what the node says of itself to others
 * @size: sizeof(struct ikc_state)
 * @state: IKC_NODE_*; the kernel attaches no meaning to it
 *
 * Errors: -EINVAL unknown state.
 */
struct ikc_state {
	__u32 size;
	__u32 state;
};

/**
 * struct ikc_allow_entry - who may reach a node
 * @instance: an instance id or IKC_ANY
 * @uid: a uid of the initial user namespace, as that instance claims it, or IKC_ANY
 */
struct ikc_allow_entry {
	__u32 instance;
	__u32 uid;
};

/**
 * struct ikc_allow - IKC_IOC_ALLOW: replace the allow list of this node
 * @size: sizeof(struct ikc_allow)
 * @nr: entries, at most IKC_MAX_ALLOW; 0 = nobody
 * @entries: pointer to struct ikc_allow_entry[nr]
 *
 * Only nodes on the list can ring this node or offer areas to it; the ringer
 * gets -EACCES, and what a hostile kernel sends in spite of that is dropped.
 * A new node's list is {IKC_ANY, own uid}. There is no exception for root.
 * Relations that exist already stay.
 *
 * Errors: -EINVAL @nr too large.
 */
struct ikc_allow {
	__u32 size;
	__u32 nr;
	__u64 entries;
};

#define IKC_PUBLISH_TAKEOVER	(1U << 0)

/**
 * struct ikc_publish - IKC_IOC_PUBLISH: make a service known
 * @size: sizeof(struct ikc_publish)
 * @flags: IKC_PUBLISH_TAKEOVER or 0
 * @version: of the contract; the kernel attaches no meaning to it
 * @entry: out, index of the entry in this node's row
 * @name: service name: 1 to IKC_NAME_MAX bytes, then NUL bytes to the end
 * @contract: what the service speaks, unread by the kernel. Programs put the
 *	contract id there, then the ids of contracts that it contains, each with
 *	a NUL behind it, and NUL bytes to the end; the last byte is NUL
 *
 * A name has at most one owner on an instance; owners of one name on different
 * instances are legal. With TAKEOVER the name moves from its owner in one
 * step: nobody ever sees two owners or none. The old owner gets
 * IKC_EVENT_TAKEN. Publishing an own name again changes contract and version.
 *
 * Errors: -EINVAL bad name; -EEXIST the name has an owner and TAKEOVER is not
 * given; -EACCES takeover from another uid without CAP_SYS_ADMIN; -ENOSPC
 * IKC_MAX_ENTRIES are in use.
 */
struct ikc_publish {
	__u32 size;
	__u32 flags;
	__u32 version;
	__u32 entry;
	char name[IKC_NAME_BYTES];
	char contract[IKC_CONTRACT_BYTES];
};

/**
 * struct ikc_withdraw - IKC_IOC_WITHDRAW: take a name back
 * @size: sizeof(struct ikc_withdraw)
 * @flags: 0
 * @name: as published
 *
 * Errors: -EINVAL bad name; -ENOENT not published by this node (also when it
 * was taken over).
 */
struct ikc_withdraw {
	__u32 size;
	__u32 flags;
	char name[IKC_NAME_BYTES];
};

/* struct ikc_node.flags */
#define IKC_NODE_SELF		(1U << 0)	/* it is the asking node */
#define IKC_NODE_ALLOWS_ME	(1U << 1)	/* its allow list admits the asking node */
#define IKC_NODE_ALLOWED	(1U << 2)	/* the asking node's list admits it */

/**
 * struct ikc_entry - one published service
 * @index: position in the row, stable while it is published
 * @version: as published
 * @name: NUL-terminated, padded with NUL
 * @contract: as published
 */
struct ikc_entry {
	__u32 index;
	__u32 version;
	char name[IKC_NAME_BYTES];
	char contract[IKC_CONTRACT_BYTES];
};

/**
 * struct ikc_node - one live node
 * @handle: its name for all other calls
 * @uid: as its instance claims it
 * @pid: of the opener on its instance, for people; never use it for liveness
 * @state: IKC_NODE_STARTING, ...
 * @flags: IKC_NODE_SELF, ...
 * @nr_entries: valid elements of @entries
 * @reserved: 0
 * @entries: in no particular order
 */
struct ikc_node {
	struct ikc_handle handle;
	__u32 uid;
	__u32 pid;
	__u32 state;
	__u32 flags;
	__u32 nr_entries;
	__u32 reserved;
	struct ikc_entry entries[IKC_MAX_ENTRIES];
};

/**
 * struct ikc_nodes - IKC_IOC_NODES: read the node table
 * @size: sizeof(struct ikc_nodes)
 * @flags: 0
 * @instance: one instance or IKC_ANY
 * @slot: one slot or IKC_ANY
 * @generation: one generation, or 0 for any. With all three given this asks
 *	whether a node lives: @nr is then 1 or 0
 * @nr: in: capacity of @nodes; out: nodes that match, which can be more; then
 *	the first ones were written and the call is to be repeated
 * @reserved: 0
 * @changes: out, changes that this instance has seen in the table; equal
 *	values of two calls mean equal tables
 * @nodes: pointer to struct ikc_node[nr]
 *
 * The nodes of one instance are a snapshot (a takeover is never half seen).
 * Nodes of silent, failed or incompatible instances are not in it.
 *
 * Errors: -EINVAL @instance or @slot out of range; -ENOMEM.
 */
struct ikc_nodes {
	__u32 size;
	__u32 flags;
	__u32 instance;
	__u32 slot;
	__u64 generation;
	__u32 nr;
	__u32 reserved;
	__u64 changes;
	__u64 nodes;
};

/**
 * struct ikc_new_area - IKC_IOC_AREA: memory that this node writes and others read
 * @size: sizeof(struct ikc_new_area)
 * @flags: 0
 * @bytes: in: wanted, not 0; out: given, rounded up to whole pages
 * @area: out, id; unique on the machine and never used again
 * @offset: out, what this node passes to mmap() for PROT_READ | PROT_WRITE
 *
 * The memory is zero. Nobody else sees it before IKC_IOC_OFFER.
 *
 * Errors: -EINVAL @bytes; -EDQUOT a quota of the node or of the uid; -ENOSPC
 * the window or its table is full (dead areas return once their readers are
 * gone); -ENOMEM.
 */
struct ikc_new_area {
	__u32 size;
	__u32 flags;
	__u64 bytes;
	__u64 area;
	__u64 offset;
};

/**
 * struct ikc_offer - IKC_IOC_OFFER: show an own area to one more node
 * @size: sizeof(struct ikc_offer)
 * @flags: 0
 * @area: own, not released
 * @node: who may map it from now on; not this node
 * @tag: passed to @node with IKC_EVENT_OFFERED, unread
 *
 * What was written to the area before the call is visible to whoever sees the
 * event. An area has an audience of at most IKC_MAX_AUDIENCE nodes, those that
 * died included.
 *
 * Errors: -EINVAL a malformed handle, or this node; -ENOENT no such own area;
 * -EALREADY @node is in the audience; -EMFILE the audience is full; -ENOTCONN
 * @node is not alive (dead, never existed, its instance down or silent);
 * -EPROTO its instance has another window format; -EACCES its allow list does
 * not admit this node; -EDQUOT the quota of areas between these two nodes;
 * -ENOSPC too many peers; -ENOMEM.
 */
struct ikc_offer {
	__u32 size;
	__u32 flags;
	__u64 area;
	struct ikc_handle node;
	__u64 tag;
};

#define IKC_MAP_INSPECT		(1U << 0)

/**
 * struct ikc_map - IKC_IOC_MAP: get the mmap() offset of an area
 * @size: sizeof(struct ikc_map)
 * @flags: 0; or IKC_MAP_INSPECT: any area of this instance that is not freed
 *	yet, dead ones included, to be read by CAP_SYS_ADMIN
 * @area: id from IKC_EVENT_OFFERED, or an own area
 * @offset: out
 * @bytes: out, size of the area
 *
 * mmap() takes @offset (plus whole pages) and MAP_SHARED. For a reader it
 * answers -EACCES to PROT_WRITE and PROT_EXEC, and so does mprotect() later.
 * It answers -EINVAL to MAP_PRIVATE, to an offset that names no area (any more)
 * and to a range that ends beyond it; to a reader that was not told yet -ENOENT
 * when the owner has released the area, and -ESTALE when its kernel has started
 * again; and -EPERM in another process. A mapping is not inherited by fork. It
 * stays valid, and its bytes stay this area's, until it is unmapped: also when
 * the owner releases the area, dies, or dies with its kernel.
 *
 * Errors: -ENOENT this node owns no such area and was offered none, or has
 * released it, or its owner has; -ESTALE its owner's kernel died in
 * the meantime; -EPERM INSPECT without CAP_SYS_ADMIN.
 */
struct ikc_map {
	__u32 size;
	__u32 flags;
	__u64 area;
	__u64 offset;
	__u64 bytes;
};

/**
 * struct ikc_release - IKC_IOC_RELEASE: done with an area
 * @size: sizeof(struct ikc_release)
 * @flags: 0
 * @area: an own area, or one that this node was offered
 *
 * By the owner: the area is dead; nobody can map it any more, the audience
 * gets IKC_EVENT_WITHDRAWN, existing mappings stay. When the last mapping in
 * every kernel is gone (or that kernel is fenced) its memory is zeroed, the
 * quota is given back and the owner gets IKC_EVENT_FREED.
 * By a reader: it cannot map the area again; the owner's kernel is told when
 * its last mapping is gone.
 *
 * Errors: -ENOENT no such area here, or released before.
 */
struct ikc_release {
	__u32 size;
	__u32 flags;
	__u64 area;
};

#define IKC_CPU_FOLLOW		0xffffffffU

/**
 * struct ikc_bell - IKC_IOC_BELL: bind a bell to a CPU
 * @size: sizeof(struct ikc_bell)
 * @flags: 0
 * @bell: below IKC_MAX_BELLS
 * @cpu: a CPU number of this kernel, to which the interrupt for this bell
 *	goes; or IKC_CPU_FOLLOW (the default): the CPU on which the bell was
 *	last waited for
 *
 * When the CPU goes offline the bell follows again.
 *
 * Errors: -EINVAL no such bell, or the CPU is not online.
 */
struct ikc_bell {
	__u32 size;
	__u32 flags;
	__u32 bell;
	__u32 cpu;
};

/**
 * struct ikc_ring - IKC_IOC_RING: wake a node
 * @size: sizeof(struct ikc_ring)
 * @bell: of the other node, below IKC_MAX_BELLS
 * @node: the other node; may be on this instance or this node itself
 *
 * Rings coalesce: two before the other side looks are one event there. What
 * was written to memory before the call is visible to whoever sees the event.
 * A node on the same instance costs no interrupt.
 *
 * Errors: -EINVAL malformed handle or bell; -ENOTCONN not alive; -EPROTO its
 * instance has another window format; -EACCES its allow list; -ENOSPC too
 * many peers, or too many (ringer, node, bell) triples between two instances.
 */
struct ikc_ring {
	__u32 size;
	__u32 bell;
	struct ikc_handle node;
};

/* struct ikc_event.kind */
#define IKC_EVENT_RANG		1	/* node rang bell */
#define IKC_EVENT_OFFERED	2	/* node offers area of bytes, with tag */
#define IKC_EVENT_WITHDRAWN	3	/* area of node is dead: no new mapping of it */
#define IKC_EVENT_FREED		4	/* own area is back in the pool */
#define IKC_EVENT_TAKEN		5	/* node took over the name of entry (in tag) */
#define IKC_EVENT_CHANGED	6	/* table of node.instance changed; slot, generation 0 */
#define IKC_EVENT_DIED		7	/* node is dead, or its instance is, or is silent */

/**
 * struct ikc_event - what read() and IKC_IOC_WAIT return, an array of them
 * @kind: IKC_EVENT_*
 * @bell: RANG: which bell; else 0
 * @node: the peer that it came from
 * @area: OFFERED, WITHDRAWN, FREED: area id; else 0
 * @bytes: OFFERED: size of the area; else 0
 * @tag: OFFERED: the owner's tag; TAKEN: index of the entry; else 0
 *
 * Events are states, not a queue: none is ever lost or overrun, equal ones
 * coalesce. OFFERED of an area comes before its WITHDRAWN; an area withdrawn
 * before its OFFERED was read is not reported at all. DIED comes for each node
 * that this node has rung, was rung by, offered an area to or was offered one
 * by; it comes after everything else of that node, and once. A handle that
 * died is dead for good, with one exception: nodes of an instance that was
 * silent and beats again are in the table again; nothing agreed with them
 * before DIED is valid then.
 */
struct ikc_event {
	__u32 kind;
	__u32 bell;
	struct ikc_handle node;
	__u64 area;
	__u64 bytes;
	__u64 tag;
};

#define IKC_NO_DEADLINE		0xffffffffffffffffULL

/**
 * struct ikc_wait - IKC_IOC_WAIT: sleep on a bell
 * @size: sizeof(struct ikc_wait)
 * @flags: 0
 * @bell: below IKC_MAX_BELLS
 * @nr: in: capacity of @events, not 0; out: events written
 * @events: pointer to struct ikc_event[nr]
 * @deadline_ns: absolute, CLOCK_MONOTONIC; 0 does not sleep; IKC_NO_DEADLINE
 * @deaths: in: the count of deaths that the caller knows; out: the count now.
 *	If they differ the call returns at once, for every bell, perhaps with
 *	no event: so a lane hears of its peer's death although DIED itself goes
 *	to bell 0. IKC_ANY_DEATHS to be told no such thing
 *
 * Bell 0 gives the RANG events of bell 0 and all other kinds; another bell
 * gives its own RANG events. What is returned is drained. A bell has one
 * reader. read() is the same as a wait on bell 0 without a deadline, and
 * without @deaths; poll() looks at bell 0.
 *
 * read(): -EINVAL buffer smaller than one event; -EAGAIN O_NONBLOCK and no
 * event; -EBUSY, -ERESTARTSYS as below.
 *
 * Errors: -EINVAL no such bell, no capacity; -ETIMEDOUT the deadline is over
 * (@deaths is written); -EBUSY somebody waits on this bell already; -EINTR a
 * signal came (restarted by itself under SA_RESTART); -ESHUTDOWN.
 */
struct ikc_wait {
	__u32 size;
	__u32 flags;
	__u32 bell;
	__u32 nr;
	__u64 events;
	__u64 deadline_ns;
	__u64 deaths;
};

#define IKC_ANY_DEATHS		0xffffffffffffffffULL

#define IKC_COUNTERS_INSTANCE	(1U << 0)

/**
 * struct ikc_counters - IKC_IOC_COUNTERS: what doorbells did
 * @size: sizeof(struct ikc_counters)
 * @flags: 0: of this node; IKC_COUNTERS_INSTANCE: of the whole kernel
 * @sent: rings asked for and done
 * @interrupts: interrupts sent for them
 * @coalesced: rings that needed none, because the other kernel had an earlier
 *	interrupt still to serve
 * @local: rings to nodes of the same instance
 * @received: rings from other instances seen, as events
 * @merged: rings (of any origin) that found their event pending already
 * @sleeps: waits that slept
 * @handled: doorbell interrupts taken (instance only)
 * @dropped: rings and offers of peers that were refused on receipt: unknown
 *	node, not admitted, malformed (instance only)
 * @reserved: 0
 *
 * All are free-running. @interrupts + @coalesced + @local = @sent.
 */
struct ikc_counters {
	__u32 size;
	__u32 flags;
	__u64 sent;
	__u64 interrupts;
	__u64 coalesced;
	__u64 local;
	__u64 received;
	__u64 merged;
	__u64 sleeps;
	__u64 handled;
	__u64 dropped;
	__u64 reserved[3];
};

#define IKC_IOC_INFO		_IO(IKC_IOC_TYPE, 0x00)
#define IKC_IOC_STATE		_IO(IKC_IOC_TYPE, 0x01)
#define IKC_IOC_ALLOW		_IO(IKC_IOC_TYPE, 0x02)
#define IKC_IOC_PUBLISH		_IO(IKC_IOC_TYPE, 0x03)
#define IKC_IOC_WITHDRAW	_IO(IKC_IOC_TYPE, 0x04)
#define IKC_IOC_NODES		_IO(IKC_IOC_TYPE, 0x05)
#define IKC_IOC_AREA		_IO(IKC_IOC_TYPE, 0x06)
#define IKC_IOC_OFFER		_IO(IKC_IOC_TYPE, 0x07)
#define IKC_IOC_MAP		_IO(IKC_IOC_TYPE, 0x08)
#define IKC_IOC_RELEASE		_IO(IKC_IOC_TYPE, 0x09)
#define IKC_IOC_BELL		_IO(IKC_IOC_TYPE, 0x0a)
#define IKC_IOC_RING		_IO(IKC_IOC_TYPE, 0x0b)
#define IKC_IOC_WAIT		_IO(IKC_IOC_TYPE, 0x0c)
#define IKC_IOC_COUNTERS	_IO(IKC_IOC_TYPE, 0x0d)

/*
 * open() of /dev/ikc: -EUSERS the uid has max_nodes nodes already; -ENFILE
 * all IKC_MAX_NODES slots of this instance are in use; -ENODEV the driver has
 * no window; -ENOMEM.
 */

#endif /* _UAPI_LINUX_IKC_H */
