// SPDX-License-Identifier: MIT OR GPL-2.0
/*
 * An I2C bus whose devices are programs, for the bench. Every transfer goes to the reader of /dev/bench-i2c:
 *   u16 messages; for each u16 address, u16 flags (1: read), u16 bytes, and the bytes when it is a write
 * and gets back an s32, the messages done or a negative error, and the bytes of all reads.
 * /dev/bench-wires takes words: "join TYPE ADDRESS" binds the kernel's driver of that type, with an interrupt wire of its own,
 * "part ADDRESS" takes it away again, "low ADDRESS" and "high ADDRESS" move its interrupt wire (active low). Numbers are hexadecimal.
 */
#include "desk.h"

#include <linux/i2c.h>
#include <linux/irq.h>
#include <linux/module.h>
#include <linux/property.h>
#include <linux/uaccess.h>
#include <linux/workqueue.h>

#define BUS 1 /* the one on the Pi's pins 3 and 5 */
#define WIRES 8

struct wire {
	int irq;
	u16 address;
	bool is_low, is_masked;
	struct i2c_client *client;
	struct work_struct fire;
};

static struct desk desk;
static struct wire wires[WIRES];

static u8 *put(u8 *at, u16 value)
{
	memcpy(at, &value, sizeof(value));
	return at + sizeof(value);
}

static int bench_transfer(struct i2c_adapter *adapter, struct i2c_msg *messages, int count)
{
	size_t room = DESK_BYTES - sizeof(u16), wanted = 0, taken = 0;
	int i, status;
	u8 *at;

	for (i = 0; i < count; i++) {
		size_t bytes = 3 * sizeof(u16) + (messages[i].flags & I2C_M_RD ? 0 : messages[i].len);

		if (bytes > room)
			return -EMSGSIZE;
		room -= bytes;
		wanted += messages[i].flags & I2C_M_RD ? messages[i].len : 0;
	}
	mutex_lock(&desk.transfer);
	at = put(desk.question, count);
	for (i = 0; i < count; i++) {
		at = put(put(put(at, messages[i].addr), messages[i].flags & I2C_M_RD), messages[i].len);
		if (!(messages[i].flags & I2C_M_RD)) {
			memcpy(at, messages[i].buf, messages[i].len);
			at += messages[i].len;
		}
	}
	desk.question_bytes = at - desk.question;
	status = desk_ask(&desk);
	if (status >= 0 && desk.answer_bytes != wanted)
		status = -EPROTO;
	for (i = 0; i < count && status >= 0; i++)
		if (messages[i].flags & I2C_M_RD) {
			memcpy(messages[i].buf, desk.answer + taken, messages[i].len);
			taken += messages[i].len;
		}
	mutex_unlock(&desk.transfer);
	return status;
}

static u32 bench_functions(struct i2c_adapter *adapter)
{
	return I2C_FUNC_I2C | I2C_FUNC_SMBUS_EMUL;
}

static const struct i2c_algorithm algorithm = { .master_xfer = bench_transfer, .functionality = bench_functions };
static struct i2c_adapter adapter = { .owner = THIS_MODULE, .name = "bench", .algo = &algorithm, .nr = BUS };

/* A level-triggered interrupt: as long as the wire is low and the handler has done, it comes again. */
static void wire_fire(struct work_struct *work)
{
	struct wire *wire = container_of(work, struct wire, fire);

	if (READ_ONCE(wire->is_low) && !READ_ONCE(wire->is_masked))
		generic_handle_irq_safe(wire->irq);
}

static void wire_mask(struct irq_data *data)
{
	WRITE_ONCE(((struct wire *)irq_data_get_irq_chip_data(data))->is_masked, true);
}

static void wire_unmask(struct irq_data *data)
{
	struct wire *wire = irq_data_get_irq_chip_data(data);

	WRITE_ONCE(wire->is_masked, false);
	schedule_work(&wire->fire);
}

static int wire_set_type(struct irq_data *data, unsigned int type)
{
	return type & IRQ_TYPE_LEVEL_LOW ? 0 : -EINVAL;
}

static struct irq_chip wire_chip = {
	.name = "bench-wire", .irq_mask = wire_mask, .irq_unmask = wire_unmask, .irq_set_type = wire_set_type,
};

/* As the mcp23017 overlay of the Pi sets it up: interrupts for both ports on one wire. */
static const struct property_entry expander_properties[] = {
	PROPERTY_ENTRY_BOOL("interrupt-controller"),
	PROPERTY_ENTRY_BOOL("microchip,irq-mirror"),
	{ }
};
static const struct software_node expander_node = { .properties = expander_properties };

static struct wire *wire_at(u16 address)
{
	for (int i = 0; i < WIRES; i++)
		if (wires[i].address == address)
			return &wires[i];
	return NULL;
}

static int join(const char *type, u16 address)
{
	struct i2c_board_info info = { .addr = address, .swnode = &expander_node };
	struct wire *wire = wire_at(address) ?: wire_at(0);
	struct i2c_client *client;

	if (!wire || wire->client)
		return -EBUSY;
	strscpy(info.type, type, sizeof(info.type));
	wire->address = address;
	info.irq = wire->irq;
	client = i2c_new_client_device(&adapter, &info);
	if (IS_ERR(client))
		return PTR_ERR(client);
	wire->client = client;
	return 0;
}

static int pull(u16 address, bool is_low)
{
	struct wire *wire = wire_at(address);

	if (!wire)
		return -ENODEV;
	WRITE_ONCE(wire->is_low, is_low);
	schedule_work(&wire->fire);
	return 0;
}

static int part(u16 address)
{
	struct wire *wire = wire_at(address);

	if (!wire || !wire->client)
		return -ENODEV;
	i2c_unregister_device(wire->client);
	wire->client = NULL;
	return 0;
}

static ssize_t wires_write(struct file *file, const char __user *from, size_t bytes, loff_t *offset)
{
	char words[64], type[I2C_NAME_SIZE];
	unsigned int address;
	int result = -EINVAL;

	if (bytes >= sizeof(words))
		return -EINVAL;
	if (copy_from_user(words, from, bytes))
		return -EFAULT;
	words[bytes] = 0;
	if (sscanf(words, "join %19s %x", type, &address) == 2)
		result = join(type, address);
	else if (sscanf(words, "part %x", &address) == 1)
		result = part(address);
	else if (sscanf(words, "low %x", &address) == 1)
		result = pull(address, true);
	else if (sscanf(words, "high %x", &address) == 1)
		result = pull(address, false);
	return result ?: bytes;
}

static const struct file_operations wires_operations = { .owner = THIS_MODULE, .write = wires_write, .llseek = no_llseek };
static struct miscdevice wires_device = { .minor = MISC_DYNAMIC_MINOR, .name = "bench-wires", .fops = &wires_operations };

static int __init bench_start(void)
{
	int result, first = irq_alloc_descs(-1, 1, WIRES, 0);

	if (first < 0)
		return first;
	for (int i = 0; i < WIRES; i++) {
		wires[i].irq = first + i;
		INIT_WORK(&wires[i].fire, wire_fire);
		irq_set_chip_data(wires[i].irq, &wires[i]);
		irq_set_chip_and_handler(wires[i].irq, &wire_chip, handle_level_irq);
		irq_clear_status_flags(wires[i].irq, IRQ_NOREQUEST | IRQ_NOPROBE);
	}
	result = desk_open(&desk, "bench-i2c");
	if (result)
		goto no_desk;
	result = i2c_add_numbered_adapter(&adapter);
	if (result)
		goto no_adapter;
	result = misc_register(&wires_device);
	if (!result)
		return 0;
	i2c_del_adapter(&adapter);
no_adapter:
	desk_close(&desk);
no_desk:
	irq_free_descs(first, WIRES);
	return result;
}

static void __exit bench_end(void)
{
	misc_deregister(&wires_device);
	for (int i = 0; i < WIRES; i++)
		if (wires[i].client)
			i2c_unregister_device(wires[i].client);
	i2c_del_adapter(&adapter);
	desk_close(&desk);
	for (int i = 0; i < WIRES; i++)
		cancel_work_sync(&wires[i].fire);
	irq_free_descs(wires[0].irq, WIRES);
}

module_init(bench_start);
module_exit(bench_end);
MODULE_DESCRIPTION("An I2C bus whose devices are programs");
MODULE_LICENSE("Dual MIT/GPL");
