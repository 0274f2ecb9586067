/* The judge of true peaks: 32 points between two samples, each from a Kaiser-windowed sinc over 256 samples
 * (stop band below -120 dB). Slow and plain on purpose. Prints dBTP of one file. Built by tests/bench/run. */
#include <math.h>
#include <sndfile.h>
#include <stdio.h>
#include <stdlib.h>

enum { FACTOR = 32, HALF = 128, TAPS = 2 * HALF };

static float kernel[FACTOR][TAPS];

static double bessel0(double x) {
    double sum = 1, term = 1;
    for (int k = 1; term > sum * 1e-17; k++) {
        term *= (x / (2 * k)) * (x / (2 * k));
        sum += term;
    }
    return sum;
}

static void design(void) {
    const double beta = 12.0;
    for (int p = 0; p < FACTOR; p++)
        for (int t = 0; t < TAPS; t++) {
            double x = t - HALF + 1 - (double)p / FACTOR;
            double w = x / HALF;
            double window = fabs(w) < 1 ? bessel0(beta * sqrt(1 - w * w)) / bessel0(beta) : 0;
            kernel[p][t] = (float)((x == 0 ? 1 : sin(M_PI * x) / (M_PI * x)) * window);
        }
}

int main(int argc, char **argv) {
    SF_INFO info = {0};
    SNDFILE *file = argc == 2 ? sf_open(argv[1], SFM_READ, &info) : NULL;
    if (!file) {
        fprintf(stderr, "usage: truepeak32 FILE\n");
        return 2;
    }
    design();
    long frames = info.frames, padded = frames + 2 * TAPS;
    float *samples = malloc(sizeof(float) * frames * info.channels);
    float *channel = malloc(sizeof(float) * padded);
    frames = sf_readf_float(file, samples, frames);
    float peak = 0;
    for (int c = 0; c < info.channels; c++) {
        for (long i = 0; i < padded; i++) {
            long at = i - TAPS;
            channel[i] = at >= 0 && at < frames ? samples[at * info.channels + c] : 0;
        }
        for (long i = 0; i + TAPS <= padded; i++) {
            /* Below half the peak found so far no point between can reach it: the kernel's rows sum to less than 4. */
            float around = 0;
            for (int t = 0; t < TAPS; t++)
                around = fabsf(channel[i + t]) > around ? fabsf(channel[i + t]) : around;
            if (around * 4 < peak)
                continue;
            for (int p = 0; p < FACTOR; p++) {
                float sum = 0;
                for (int t = 0; t < TAPS; t++)
                    sum += kernel[p][t] * channel[i + t];
                peak = fabsf(sum) > peak ? fabsf(sum) : peak;
            }
        }
    }
    printf("%.4f\n", 20 * log10(peak));
    return 0;
}
