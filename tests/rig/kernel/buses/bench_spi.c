// SPDX-License-Identifier: MIT OR GPL-2.0
/*
 * A SPI bus with one device, /dev/spidev0.0, that is a program. Every transfer goes to the reader of /dev/bench-spi:
 *   u32 clock in Hz, and the bytes
 * and gets back an s32, zero or a negative error, and as many bytes as it sent when they are asked for.
 */
#include "desk.h"

#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/spi/spi.h>

#define MOST_HZ 20000000

static struct desk desk;
static struct platform_device *platform;
static struct spi_controller *controller;

static int bench_transfer(struct spi_controller *bus, struct spi_device *device, struct spi_transfer *transfer)
{
	u32 clock_hz = transfer->speed_hz;
	int status;

	if (transfer->len > DESK_BYTES - sizeof(clock_hz))
		return -EMSGSIZE;
	mutex_lock(&desk.transfer);
	memcpy(desk.question, &clock_hz, sizeof(clock_hz));
	if (transfer->tx_buf)
		memcpy(desk.question + sizeof(clock_hz), transfer->tx_buf, transfer->len);
	else
		memset(desk.question + sizeof(clock_hz), 0, transfer->len);
	desk.question_bytes = sizeof(clock_hz) + transfer->len;
	status = desk_ask(&desk);
	if (status >= 0 && transfer->rx_buf) {
		memset(transfer->rx_buf, 0, transfer->len);
		memcpy(transfer->rx_buf, desk.answer, min_t(size_t, desk.answer_bytes, transfer->len));
	}
	mutex_unlock(&desk.transfer);
	return min(status, 0);
}

static int __init bench_start(void)
{
	struct spi_board_info display = { .modalias = "dh2228fv", .max_speed_hz = MOST_HZ }; /* a name that spidev takes */
	int result = desk_open(&desk, "bench-spi");

	if (result)
		return result;
	platform = platform_device_register_simple("bench-spi", PLATFORM_DEVID_NONE, NULL, 0);
	result = PTR_ERR_OR_ZERO(platform);
	if (result)
		goto no_platform;
	result = -ENOMEM;
	controller = spi_alloc_master(&platform->dev, 0);
	if (!controller)
		goto no_controller;
	controller->bus_num = 0;
	controller->num_chipselect = 1;
	controller->mode_bits = SPI_CPOL | SPI_CPHA;
	controller->bits_per_word_mask = SPI_BPW_MASK(8);
	controller->transfer_one = bench_transfer;
	result = spi_register_controller(controller);
	if (result) {
		spi_controller_put(controller);
		goto no_controller;
	}
	if (spi_new_device(controller, &display))
		return 0;
	result = -ENODEV;
	spi_unregister_controller(controller);
no_controller:
	platform_device_unregister(platform);
no_platform:
	desk_close(&desk);
	return result;
}

static void __exit bench_end(void)
{
	spi_unregister_controller(controller);
	platform_device_unregister(platform);
	desk_close(&desk);
}

module_init(bench_start);
module_exit(bench_end);
MODULE_DESCRIPTION("A SPI bus whose device is a program");
MODULE_LICENSE("Dual MIT/GPL");
