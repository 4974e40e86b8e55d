// SPDX-License-Identifier: MIT OR GPL-2.0
/* The calling side: connect (PROTOCOL, section 10), calls (section 8). */
#include <stdio.h>
#include <stdlib.h>

#include "internal.h"
#include "text.h"

enum { IDLE, BEGUN, SENT, ENDED };

/* ---- opening channels ---- */

static int is_answered(void *argument)
{
	struct channel *ch = argument;

	return ch->state != CHANNEL_OPENING;
}

/* The connect's text; with NULL memory its length only. */
static uint64_t write_text(const struct ikc_contract *contract, const char *name, uint8_t *memory, uint64_t bytes)
{
	struct ikc_encoder e = ikc_encoder_over(memory, bytes);
	const char *names[IKC_METHODS_MAX];
	uint16_t count = 0, i, j;

	ikc_put_text(&e, ikc_text_of(name));
	ikc_put_text(&e, ikc_text_of(contract->id));
	for (i = 0; i < contract->method_count; i++) {
		for (j = 0; j < count && strcmp(names[j], contract->methods[i].contract); j++)
			;
		if (j == count)
			names[count++] = contract->methods[i].contract;
	}
	put_u16(&e, count);
	for (j = 0; j < count; j++)
		ikc_put_text(&e, ikc_text_of(names[j]));
	put_u16(&e, contract->method_count);
	for (i = 0; i < contract->method_count; i++) {
		const struct ikc_method *method = &contract->methods[i];
		struct ikc_method_request request = { 0, method->id, method->kind, method->shape_hash };

		for (j = 0; strcmp(names[j], method->contract); j++)
			;
		request.contract_name = j;
		ikc_put(&e, &request, sizeof(request));
	}
	return e.failed ? 0 : e.at;
}

static int open_channel(struct ikc_client *client, struct link *link, uint32_t role, const char *name, int64_t deadline_ns, struct channel **opened)
{
	struct ikc_node *node = client->node;
	struct ikc_area_header header = { 0 };
	uint64_t text_max = role == IKC_CHANNEL_ROLE_ZERO ? IKC_HANDSHAKE_BYTES_MAX : 0, text_bytes = 0;
	struct channel *ch = calloc(1, sizeof(*ch));
	uint8_t *text = malloc(text_max + 1);
	int status = IKC_STATUS_LIMIT_REACHED;

	if (!ch || !text)
		goto failed;
	if (text_max) {
		text_bytes = write_text(client->contract, name, text, text_max);
		if (text_bytes == 0)
			goto failed;
	}
	ch->node = node;
	ch->link = link;
	ch->is_client = 1;
	ch->client = client;
	ch->role = role;
	ch->key = ikc_random();
	ch->connection_key = role == IKC_CHANNEL_ROLE_ZERO ? ch->key : client->zero->key;
	ch->call_slots = role == IKC_CHANNEL_ROLE_ZERO ? ASYNC_CALLS : 1;
	ch->reply_record_bytes = role == IKC_CHANNEL_ROLE_ZERO ? ZERO_REPLY_RECORD_BYTES : LANE_REPLY_RECORD_BYTES;
	ch->method_count = role == IKC_CHANNEL_ROLE_ZERO ? client->contract->method_count : 0;
	header.kind = IKC_AREA_KIND_CONNECT;
	header.lane = role;
	header.channel_key = ch->key;
	header.connection_key = ch->connection_key;
	header.ring_offset = IKC_RING_OFFSET;
	header.ring_bytes = REQUEST_RING_BYTES;
	header.handshake_offset = IKC_RING_OFFSET + REQUEST_RING_BYTES;
	header.handshake_bytes = text_bytes;
	header.summary_index = link->next_summary_index++ % IKC_CHANNELS_PER_LINK_MAX;
	header.call_slots = ch->call_slots;
	header.reply_record_bytes = ch->reply_record_bytes;
	status = ikc_ready_link(link);
	if (!status)
		status = ikc_create_area(node, header.handshake_offset + text_bytes, &header, &ch->own);
	if (status)
		goto failed;
	memcpy(ch->own.at + header.handshake_offset, text, text_bytes);
	status = node->fabric->offer(link, &ch->own, IKC_AREA_KIND_CONNECT);
	if (status) {
		node->fabric->release_own(node, &ch->own);
		goto failed;
	}
	free(text);
	ch->next = node->channels;
	node->channels = ch;
	if (!ikc_wait_until(node, is_answered, ch, deadline_ns)) {
		ch->client = NULL;				/* closed when its answer comes */
		return ikc_fail(node, IKC_STATUS_DEADLINE_EXCEEDED, "the service did not answer the connect in time");
	}
	if (ch->state != CHANNEL_OPEN) {
		ch->client = NULL;
		return ch->status;
	}
	*opened = ch;
	return IKC_STATUS_OK;
failed:
	free(text);
	free(ch);
	return ikc_fail(node, status, "no channel could be made: %s", ikc_status_name(status));
}

/* The answer's text, from a private copy. */
static int read_answer(struct channel *ch, const struct area *area, const struct ikc_area_header *header)
{
	const uint16_t *ordinals;
	struct ikc_decoder d;
	struct ikc_text message;
	uint32_t count;
	uint8_t *copy;
	int status = IKC_STATUS_PROTOCOL_VIOLATION;

	if (header->version_major != IKC_VERSION_MAJOR || header->features)
		return ikc_fail(ch->node, IKC_STATUS_INCOMPATIBLE_CONTRACT, "the service speaks version %u.%u of the protocol", header->version_major,
				header->version_minor);
	if (header->handshake_bytes > IKC_HANDSHAKE_BYTES_MAX || header->handshake_offset > area->bytes ||
	    header->handshake_bytes > area->bytes - header->handshake_offset)
		return ikc_fail(ch->node, status, "the answer's text lies outside of its area");
	copy = malloc(header->handshake_bytes + 1);
	if (!copy)
		return ikc_fail(ch->node, IKC_STATUS_LIMIT_REACHED, "no memory");
	memcpy(copy, area->at + header->handshake_offset, header->handshake_bytes);
	d = ikc_decoder_over(copy, header->handshake_bytes);
	ikc_get_text(&d, &message);
	if (header->status) {
		status = header->status <= IKC_STATUS_UNAVAILABLE ? (int)header->status : IKC_STATUS_FAULTED;
		ikc_fail(ch->node, status, "%.*s", d.failed || message.byte_count > 200 ? 0 : (int)message.byte_count, message.bytes ? message.bytes : "");
	} else if (!ikc_is_ring_sound(header, area->bytes) ||
		   header->ring_bytes < ikc_reply_ring_bytes(ch->call_slots, ch->reply_record_bytes)) {
		ikc_fail(ch->node, status, "the answer's ring makes no sense");
	} else {
		ordinals = ikc_get_block(&d, &count, sizeof(*ordinals));
		if (!d.failed && (ch->method_count == 0 || (ordinals && count >= ch->method_count && count != IKC_NULL_LENGTH))) {
			ch->ordinals = malloc(sizeof(*ordinals) * ch->method_count + 1);
			status = ch->ordinals ? IKC_STATUS_OK : IKC_STATUS_LIMIT_REACHED;
			if (ch->ordinals && ch->method_count)
				memcpy(ch->ordinals, ordinals, sizeof(*ordinals) * ch->method_count);
		} else {
			ikc_fail(ch->node, status, "the answer has too few ordinals");
		}
	}
	free(copy);
	return status;
}

void ikc_answered(struct channel *ch, struct area *area, const struct ikc_area_header *header)
{
	struct ikc_area_header own;

	ch->status = read_answer(ch, area, header);
	if (ch->status) {
		ch->node->fabric->release_peers(ch->node, area);
		ch->state = CHANNEL_CLOSED;
		return;
	}
	ch->theirs = *area;
	memcpy(&own, ch->own.at, sizeof(own));
	ikc_join(ch, &own, header);
	if (!ch->client)
		ikc_close_channel(ch, IKC_STATUS_CLOSED, 1);
}

static int has_kind(const struct ikc_contract *contract, uint16_t kind, uint16_t other)
{
	uint16_t i;

	for (i = 0; i < contract->method_count; i++) {
		if (contract->methods[i].kind == kind || contract->methods[i].kind == other)
			return 1;
	}
	return 0;
}

struct finding {
	struct ikc_node *node;
	const struct ikc_contract *contract;
	const char *name;
	struct identity found;
	char service[IKC_NAME_BYTES_MAX + 1];
	int status;
	int64_t next_ns;
};

static int is_found(void *argument)
{
	struct finding *finding = argument;

	if (ikc_now_ns() < finding->next_ns)
		return 0;
	finding->status = finding->node->fabric->find(finding->node, finding->contract, finding->name, &finding->found, finding->service);
	finding->next_ns = ikc_now_ns() + 2000000;
	return finding->status != IKC_STATUS_NOT_FOUND;
}

int ikc_connect(struct ikc_node *node, const struct ikc_contract *contract, const char *name, int64_t timeout_ns, struct ikc_client **connected)
{
	int64_t deadline_ns = ikc_after(timeout_ns);
	struct finding finding = { .node = node, .contract = contract, .name = name };
	struct ikc_client *client;
	struct link *link;
	int status;

	*connected = NULL;
	if ((name && (strlen(name) == 0 || strlen(name) > IKC_NAME_BYTES_MAX)) || contract->method_count > IKC_METHODS_MAX)
		return ikc_fail(node, IKC_STATUS_TOO_LARGE, "a service name has 1 to 200 bytes, a contract at most 4096 methods");
	client = calloc(1, sizeof(*client));
	if (!client)
		return ikc_fail(node, IKC_STATUS_LIMIT_REACHED, "no memory");
	client->node = node;
	client->contract = contract;
	ikc_reap(node);
	for (;;) {
		finding.next_ns = 0;
		if (!is_found(&finding)) {
			while (!is_found(&finding) && ikc_left(deadline_ns) > 0)
				node->fabric->wait(node, ikc_left(deadline_ns) < 2000000 ? ikc_left(deadline_ns) : 2000000);
		}
		status = finding.status;
		if (status)
			break;
		status = node->fabric->link_to(node, &finding.found, deadline_ns, &link);
		if (!status)
			status = open_channel(client, link, IKC_CHANNEL_ROLE_ZERO, finding.service, deadline_ns, &client->zero);
		/* A service that has just gone or passed its name on is looked for again. */
		if ((status != IKC_STATUS_NOT_FOUND && status != IKC_STATUS_PEER_DIED && status != IKC_STATUS_DRAINING) || ikc_left(deadline_ns) == 0)
			break;
	}
	if (!status && has_kind(contract, IKC_METHOD_KIND_SYNC, IKC_METHOD_KIND_ONE_WAY))
		status = open_channel(client, link, IKC_CHANNEL_ROLE_LANE, NULL, deadline_ns, &client->lanes[0]);
	if (status) {
		if (client->zero) {
			ikc_close_channel(client->zero, IKC_STATUS_CLOSED, 1);
			client->zero->client = NULL;
		}
		free(client);
		return status;
	}
	client->next = node->clients;
	node->clients = client;
	*connected = client;
	return IKC_STATUS_OK;
}

void ikc_disconnect(struct ikc_client *client)
{
	struct ikc_client **at = &client->node->clients;
	int i;

	ikc_close_channel(client->zero, IKC_STATUS_CLOSED, 1);
	client->zero->client = NULL;
	for (i = 0; i < LANES_MAX; i++) {
		if (client->lanes[i])
			client->lanes[i]->client = NULL;
	}
	while (*at != client)
		at = &(*at)->next;
	*at = client->next;
	free(client);
}

int ikc_supports(const struct ikc_client *client, uint16_t method)
{
	if (method >= client->contract->method_count || client->zero->ordinals[method] == IKC_ORDINAL_MISSING)
		return IKC_STATUS_UNIMPLEMENTED;
	return client->zero->ordinals[method] == IKC_ORDINAL_DIFFERENT ? IKC_STATUS_INCOMPATIBLE_CONTRACT : IKC_STATUS_OK;
}

/* ---- replies ---- */

static void end(struct ikc_call *call, int status, int fate)
{
	call->status = status;
	call->fate = fate;
	call->state = ENDED;
	if (status && !call->text[0])
		snprintf(call->text, sizeof(call->text), "%s", ikc_status_name(status));
}

/* Publishes the head as far as no reply is held, and takes the credits of what lies before it back. */
static void give_back(struct channel *ch)
{
	uint64_t head = ch->head;
	uint32_t i;

	for (i = 0; i < ch->call_slots; i++) {
		if (ch->calls[i].state == CALL_HELD && (int64_t)(ch->calls[i].start - head) < 0)
			head = ch->calls[i].start;
	}
	ikc_publish_head(ch, head);
	for (i = 0; i < ch->call_slots; i++) {
		if (ch->calls[i].state == CALL_READ && (int64_t)(ch->calls[i].start - head) < 0)
			ch->calls[i].state = CALL_FREE;
	}
}

static void read_failure(struct ikc_call *call, const struct record *record)
{
	struct ikc_failure failure = { IKC_STATUS_FAULTED, IKC_FATE_MAYBE_EXECUTED };
	struct ikc_fault_header fault;
	uint64_t text_bytes = 0, header_bytes = sizeof(failure);

	if (record->payload_bytes >= sizeof(failure))
		memcpy(&failure, record->payload, sizeof(failure));
	if (record->flags & IKC_FLAG_FAULT && failure.status == IKC_STATUS_FAULTED && record->payload_bytes >= sizeof(fault)) {
		memcpy(&fault, record->payload, sizeof(fault));
		call->fault_code = fault.code;
		call->fault_hash = fault.shape_hash;
		call->result = ikc_decoder_over(record->payload + sizeof(fault), record->payload_bytes - sizeof(fault));
	} else if (!(record->flags & IKC_FLAG_FAULT) && record->payload_bytes > header_bytes) {
		text_bytes = record->payload_bytes - header_bytes;
		if (text_bytes > sizeof(call->text) - 1)
			text_bytes = sizeof(call->text) - 1;
		memcpy(call->text, record->payload + header_bytes, text_bytes);
		call->text[text_bytes] = 0;
	}
	if (failure.status == IKC_STATUS_OK || failure.status > IKC_STATUS_UNAVAILABLE)
		failure.status = IKC_STATUS_FAULTED;
	if (failure.fate > IKC_FATE_EXECUTED)
		failure.fate = IKC_FATE_MAYBE_EXECUTED;
	end(call, (int)failure.status, (int)failure.fate);
}

static struct pending_call *find_call(struct channel *ch, uint64_t id)
{
	uint32_t slot = IKC_CALL_SLOT(id);

	return slot < ch->call_slots && ch->calls[slot].state == CALL_OPEN && ch->calls[slot].id == id ? &ch->calls[slot] : NULL;
}

/* 1: taken, 0: nothing, or its slot is not there yet, -1: violation. */
static int take_reply(struct channel *ch)
{
	struct ikc_slot_descriptor slot;
	struct pending_call *pending;
	struct ikc_call *call;
	struct record record;
	int found = ikc_read(ch, &record), is_reply;

	if (found <= 0)
		return found;
	is_reply = record.kind == IKC_RECORD_KIND_REPLY || record.kind == IKC_RECORD_KIND_FAILURE;
	if (!is_reply && record.kind < IKC_RECORD_KIND_ITEMS)
		return -1;
	if (record.record_bytes > ch->reply_record_bytes && is_reply)
		return -1;
	pending = is_reply ? find_call(ch, record.call_id) : NULL;
	call = pending ? pending->call : NULL;
	if (!call) {
		found = ikc_drop(ch, &record);
		if (found > 0) {
			if (pending) {
				pending->state = CALL_READ;
				pending->start = record.start;
			}
			give_back(ch);
		}
		return found;
	}
	if (record.flags & IKC_FLAG_SLOT) {
		found = ikc_find_payload(ch, &record, &slot);
		if (found <= 0)
			return found;
		call->result_slot = 1;
		call->slot = slot.slot;
		call->slot_generation = slot.generation;
	}
	ikc_pass(ch, &record);
	pending->start = record.start;
	pending->state = CALL_HELD;
	call->record = pending;
	if (record.kind == IKC_RECORD_KIND_FAILURE) {
		read_failure(call, &record);
	} else {
		call->result = ikc_decoder_over(record.payload, record.payload_bytes);
		end(call, IKC_STATUS_OK, IKC_FATE_EXECUTED);
	}
	return 1;
}

void ikc_take_replies(struct channel *ch)
{
	int taken;

	ikc_check_control(ch);
	while (ch->state == CHANNEL_OPEN) {
		taken = take_reply(ch);
		if (taken < 0)
			ikc_close_channel(ch, IKC_STATUS_PROTOCOL_VIOLATION, 1);
		if (taken <= 0)
			return;
	}
}

void ikc_fail_calls(struct channel *ch, int status)
{
	uint32_t i;

	for (i = 0; i < ch->call_slots && i < ASYNC_CALLS; i++) {
		if (ch->calls[i].state != CALL_OPEN || !ch->calls[i].call)
			continue;
		end(ch->calls[i].call, status, IKC_FATE_MAYBE_EXECUTED);
		ch->calls[i].call = NULL;
	}
}

/* ---- calls ---- */

static struct channel *lane_for_call(struct ikc_client *client)
{
	int i;

	for (i = 0; i < LANES_MAX; i++) {
		if (client->lanes[i] && !client->lanes[i]->begun && client->lanes[i]->calls[0].state == CALL_FREE)
			return client->lanes[i];
	}
	return NULL;
}

static int free_call(const struct channel *ch)
{
	uint32_t i;

	for (i = 0; i < ch->call_slots; i++) {
		if (ch->calls[i].state == CALL_FREE)
			return (int)i;
	}
	return -1;
}

static uint32_t prefix_bytes(const struct ikc_call *call)
{
	return call->deadline_ns == IKC_FOREVER || call->kind == IKC_METHOD_KIND_ONE_WAY || call->kind == IKC_METHOD_KIND_ONE_WAY_ASYNC ?
		       0 : sizeof(struct ikc_deadline_prefix);
}

/* Room in the ring, and a slot if it takes one. 1: there, or it failed for good (call->status). */
static int take_room(struct channel *ch, struct ikc_call *call)
{
	uint64_t bytes = prefix_bytes(call) + call->payload_bytes;
	int room;

	call->in_slot = bytes + IKC_RECORD_HEADER_BYTES > ch->out_bytes / 4;
	if (call->in_slot)
		bytes = prefix_bytes(call) + sizeof(struct ikc_slot_descriptor);
	room = ikc_reserve(ch, (uint32_t)bytes, (uint8_t **)&call->record);
	if (room == 0) {
		store64(&ch->mine->wanted, ikc_space_needed(ch, (uint32_t)bytes));
		full_fence();						/* SpaceWriter */
		room = ikc_reserve(ch, (uint32_t)bytes, (uint8_t **)&call->record);
	}
	if (room < 0)
		ikc_close_channel(ch, IKC_STATUS_PROTOCOL_VIOLATION, 1);
	if (room <= 0)
		return room < 0;
	if (!call->in_slot) {
		call->arguments = ikc_encoder_over((uint8_t *)call->record + prefix_bytes(call), call->payload_bytes);
		return 1;
	}
	call->status = ikc_take_slot(ch, call->payload_bytes, &call->slot);
	if (call->status == IKC_STATUS_RING_FULL) {
		store64(&ch->mine->slot_wanted, ++ch->slot_wanted);
		full_fence();						/* SlotWriter */
		call->status = ikc_take_slot(ch, call->payload_bytes, &call->slot);
	}
	if (call->status == IKC_STATUS_OK)
		call->arguments = ikc_encoder_over(ch->out[call->slot].area.at + IKC_BULK_OFFSET, call->payload_bytes);
	return call->status != IKC_STATUS_RING_FULL;
}

/* A channel with nothing begun, a call slot, room. 1: all there, or a failure in call->status. */
static int try_begin(void *argument)
{
	struct ikc_call *call = argument;
	struct ikc_client *client = call->client;
	int is_lane = call->kind == IKC_METHOD_KIND_SYNC || call->kind == IKC_METHOD_KIND_ONE_WAY, i;
	struct channel *ch = client->zero;

	ikc_take_replies(client->zero);
	for (i = 0; i < LANES_MAX; i++) {
		if (client->lanes[i])
			ikc_take_replies(client->lanes[i]);
	}
	if (client->zero->state != CHANNEL_OPEN) {
		call->status = client->zero->status;
		return 1;
	}
	call->status = IKC_STATUS_OK;
	if (is_lane)
		ch = lane_for_call(client);
	if (!ch || ch->begun || (call->kind == IKC_METHOD_KIND_ASYNC && free_call(ch) < 0))
		return 0;
	if (!take_room(ch, call))
		return 0;
	if (call->status == IKC_STATUS_OK && ch->state != CHANNEL_OPEN)
		call->status = ch->status;
	if (call->status == IKC_STATUS_OK) {
		call->channel = ch;
		ch->begun = call;
		if (call->in_slot)
			ch->out[call->slot].is_taken = 1;
	}
	return 1;
}

/* A further lane where all that there are wait for late replies. */
static int add_lane(struct ikc_client *client, int64_t deadline_ns)
{
	int i;

	for (i = 0; i < LANES_MAX; i++) {
		if (!client->lanes[i])
			return open_channel(client, client->zero->link, IKC_CHANNEL_ROLE_LANE, NULL, deadline_ns, &client->lanes[i]);
	}
	return IKC_STATUS_OK;
}

static int not_sent(struct ikc_call *call, int status)
{
	end(call, status, IKC_FATE_NOT_SENT);
	return status;
}

int ikc_begin(struct ikc_client *client, uint16_t method, uint64_t argument_bytes_max, int64_t timeout_ns, struct ikc_call *call)
{
	int status = ikc_supports(client, method);

	memset(call, 0, sizeof(*call));
	call->client = client;
	if (!status && client->contract->methods[method].kind > IKC_METHOD_KIND_ONE_WAY_ASYNC)
		status = IKC_STATUS_UNIMPLEMENTED;
	if (!status && argument_bytes_max > IKC_PAYLOAD_BYTES_MAX)
		status = IKC_STATUS_TOO_LARGE;
	if (status)
		return not_sent(call, status);
	call->deadline_ns = ikc_after(timeout_ns);
	call->kind = (uint8_t)client->contract->methods[method].kind;
	call->ordinal = client->zero->ordinals[method];
	call->payload_bytes = argument_bytes_max;
	if (!try_begin(call)) {
		if ((call->kind == IKC_METHOD_KIND_SYNC || call->kind == IKC_METHOD_KIND_ONE_WAY) && !lane_for_call(client)) {
			status = add_lane(client, call->deadline_ns);
			if (status)
				return not_sent(call, status);
		}
		if (!ikc_wait_until(client->node, try_begin, call, call->deadline_ns))
			return not_sent(call, IKC_STATUS_DEADLINE_EXCEEDED);
	}
	if (call->status)
		return not_sent(call, call->status);
	call->state = BEGUN;
	return IKC_STATUS_OK;
}

static void abandon(struct ikc_call *call)
{
	struct channel *ch = call->channel;

	if (call->in_slot)
		ch->out[call->slot].is_taken = 0;
	ch->begun = NULL;
}

int ikc_send(struct ikc_call *call)
{
	struct channel *ch = call->channel;
	uint32_t prefix = prefix_bytes(call), payload;
	int expects_reply = call->kind == IKC_METHOD_KIND_SYNC || call->kind == IKC_METHOD_KIND_ASYNC, i;
	uint8_t flags = 0;

	if (call->state != BEGUN)
		return call->status;
	if (call->arguments.failed || ch->state != CHANNEL_OPEN) {
		abandon(call);
		return not_sent(call, call->arguments.failed ? IKC_STATUS_TOO_LARGE : ch->status);
	}
	if (prefix) {
		struct ikc_deadline_prefix left = { ikc_left(call->deadline_ns), 0 };

		if (left.remaining_ns < 1)
			left.remaining_ns = 1;
		memcpy(call->record, &left, sizeof(left));
		flags |= IKC_FLAG_DEADLINE;
	}
	payload = prefix + (uint32_t)call->arguments.at;
	if (call->in_slot) {
		struct slot_out *out = &ch->out[call->slot];
		struct ikc_slot_descriptor slot = { call->slot, ++out->generation, out->sequence, 0, call->arguments.at };

		memcpy((uint8_t *)call->record + prefix, &slot, sizeof(slot));
		payload = prefix + sizeof(slot);
		out->is_taken = 0;
		flags |= IKC_FLAG_SLOT;
	}
	if (expects_reply) {
		i = free_call(ch);
		call->id = IKC_CALL_ID(i, ++ch->call_generation);
		ch->calls[i] = (struct pending_call){ call, call->id, 0, CALL_OPEN };
	}
	call->state = SENT;
	call->fate = IKC_FATE_MAYBE_EXECUTED;
	ch->begun = NULL;
	ikc_commit(ch, payload, expects_reply ? IKC_RECORD_KIND_REQUEST : IKC_RECORD_KIND_ONE_WAY, flags, call->ordinal, call->id);
	if (!expects_reply)
		end(call, IKC_STATUS_OK, IKC_FATE_MAYBE_EXECUTED);
	return IKC_STATUS_OK;
}

int ikc_is_done(struct ikc_call *call)
{
	if (call->state == SENT)
		ikc_take_replies(call->channel);
	return call->state == ENDED;
}

static int is_done(void *argument)
{
	return ikc_is_done(argument);
}

/* The call's slot stays taken until the late reply has come. */
static void give_up(struct ikc_call *call, int status)
{
	struct channel *ch = call->channel;

	ch->calls[IKC_CALL_SLOT(call->id)].call = NULL;
	end(call, status, IKC_FATE_MAYBE_EXECUTED);
}

int ikc_wait(struct ikc_call *call)
{
	if (call->state == SENT && !ikc_wait_until(call->client->node, is_done, call, call->deadline_ns))
		give_up(call, IKC_STATUS_DEADLINE_EXCEEDED);
	return call->status;
}

int ikc_invoke(struct ikc_call *call)
{
	int status = ikc_send(call);

	return status ? status : ikc_wait(call);
}

void ikc_cancel(struct ikc_call *call)
{
	struct channel *ch = call->channel;

	if (call->state != SENT)
		return;
	store32(&ch->mine->cancel[IKC_CALL_SLOT(call->id)], IKC_CANCEL_WORD(call->id));
	ikc_bump_control(ch);
	give_up(call, IKC_STATUS_CANCELLED);
}

void ikc_end(struct ikc_call *call)
{
	struct channel *ch = call->channel;
	struct pending_call *held;

	if (!ch)
		return;
	if (call->state == BEGUN)
		abandon(call);
	if (call->state == SENT)
		ikc_cancel(call);
	held = &ch->calls[IKC_CALL_SLOT(call->id)];
	if (call->id && held->id == call->id && held->state == CALL_HELD) {
		struct ikc_slot_descriptor slot = { call->slot, call->slot_generation, 0, 0, 0 };

		if (call->result_slot)
			ikc_free_slot(ch, &slot);
		held->state = CALL_READ;
		held->call = NULL;
		give_back(ch);
	}
	call->channel = NULL;
	call->state = IDLE;
}
