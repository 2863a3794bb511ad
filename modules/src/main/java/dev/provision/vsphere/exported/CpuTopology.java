package dev.provision.vsphere.exported;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * How many cores a socket has, by Nova's rule ({@code nova/virt/hardware.py}, {@code
 * get_best_cpu_topology} without threads): of all splits of the CPUs into sockets and cores within
 * the limits, the one that meets most preferences, and among equals the one with the most sockets.
 * If the image prefers even one number, the flavor's preferences do not count; flavor preferences
 * above the limits do not count either. The image's limits may be lower than the flavor's, never
 * higher.
 */
public final class CpuTopology {
  private record Pair(Optional<Integer> cores, Optional<Integer> sockets) {
    boolean isEmpty() {
      return cores.isEmpty() && sockets.isEmpty();
    }

    boolean exceeds(int mostCores, int mostSockets) {
      return cores.orElse(0) > mostCores || sockets.orElse(0) > mostSockets;
    }
  }

  private CpuTopology() {}

  /**
   * Cores per socket.
   *
   * @return empty when neither flavor nor image says anything about it
   * @throws IllegalArgumentException when no split is allowed, with the reason
   */
  public static Optional<Integer> cores(int vcpus, ExtraSpecs flavor, ImageTraits image) {
    Pair flavorMost =
        new Pair(count(flavor, ExtraSpec.CPU_MAX_CORES), count(flavor, ExtraSpec.CPU_MAX_SOCKETS));
    Pair imageMost = new Pair(image.cpuMaxCores(), image.cpuMaxSockets());
    Pair ofFlavor =
        new Pair(count(flavor, ExtraSpec.CPU_CORES), count(flavor, ExtraSpec.CPU_SOCKETS));
    Pair ofImage = new Pair(image.cpuCores(), image.cpuSockets());
    if (Stream.of(flavorMost, imageMost, ofFlavor, ofImage).allMatch(Pair::isEmpty)) {
      return Optional.empty();
    }
    int mostCores = most(flavorMost.cores(), imageMost.cores(), "cores");
    int mostSockets = most(flavorMost.sockets(), imageMost.sockets(), "sockets");
    if (ofImage.exceeds(mostCores, mostSockets)) {
      throw new IllegalArgumentException(
          "the image wants "
              + words(ofImage)
              + ", and at most "
              + words(new Pair(limit(mostCores), limit(mostSockets)))
              + " are allowed");
    }
    Pair wanted = ofImage;
    if (ofImage.isEmpty()) {
      wanted =
          ofFlavor.exceeds(mostCores, mostSockets)
              ? new Pair(Optional.empty(), Optional.empty())
              : ofFlavor;
    }
    return Optional.of(best(vcpus, wanted, mostCores, mostSockets));
  }

  private static Optional<Integer> count(ExtraSpecs specs, ExtraSpec row) {
    return specs.number(row).map(Math::toIntExact);
  }

  private static int most(Optional<Integer> flavor, Optional<Integer> image, String what) {
    if (flavor.isPresent() && image.isPresent() && image.get() > flavor.get()) {
      throw new IllegalArgumentException(
          "the image allows " + image.get() + " " + what + ", the flavor only " + flavor.get());
    }
    return image.or(() -> flavor).orElse(Integer.MAX_VALUE);
  }

  private static Optional<Integer> limit(int most) {
    return most == Integer.MAX_VALUE ? Optional.empty() : Optional.of(most);
  }

  private static String words(Pair pair) {
    return pair.sockets().map(sockets -> sockets + " sockets").orElse("")
        + (pair.cores().isPresent() && pair.sockets().isPresent() ? " of " : "")
        + pair.cores().map(cores -> cores + " cores").orElse("");
  }

  private static int best(int vcpus, Pair wanted, int mostCores, int mostSockets) {
    int best = 0;
    int bestScore = -1;
    for (int cores = 1; cores <= Math.min(vcpus, mostCores); cores++) {
      int sockets = vcpus / cores;
      if (vcpus % cores == 0 && sockets <= mostSockets) {
        int score =
            (wanted.cores().equals(Optional.of(cores)) ? 1 : 0)
                + (wanted.sockets().equals(Optional.of(sockets)) ? 1 : 0);
        if (score > bestScore) {
          best = cores;
          bestScore = score;
        }
      }
    }
    if (best == 0) {
      throw new IllegalArgumentException(
          vcpus
              + " vCPUs cannot be made of at most "
              + words(new Pair(limit(mostCores), limit(mostSockets))));
    }
    return best;
  }
}
