package dev.provision.modules.flavors;

import dev.provision.diagnostic.DidYouMean;
import dev.provision.diagnostic.Span;
import dev.provision.spi.Problem;
import dev.provision.vsphere.exported.CpuTopology;
import dev.provision.vsphere.exported.ExtraSpec;
import dev.provision.vsphere.exported.ExtraSpecs;
import dev.provision.vsphere.exported.ImageTraits;
import dev.provision.vsphere.exported.Quota;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Mistakes in a flavor's extra specs. */
final class ExtraSpecRules {
  private static final String FIELD = "extra_specs";

  private ExtraSpecRules() {}

  static List<Problem> problems(FlavorSpec flavor) {
    List<Problem> problems = new ArrayList<>();
    flavor.extraSpecs().forEach((key, value) -> check(key, value, problems));
    if (!problems.isEmpty()) {
      return problems;
    }
    ExtraSpecs specs = ExtraSpecs.of(flavor.extraSpecs());
    for (Quota.Of of : Quota.Of.values()) {
      quota(of, specs, problems);
    }
    Optional<Long> reserved = specs.number(ExtraSpec.MEMORY_RESERVATION);
    if (reserved.isPresent() && reserved.get() > flavor.ram().mebibytes()) {
      problems.add(
          problem(
              ExtraSpec.MEMORY_RESERVATION,
              "`quota:memory_reservation` is "
                  + reserved.get()
                  + " MiB, more than the "
                  + flavor.ram()
                  + " that it has"));
    }
    topology(flavor, specs, problems);
    return problems;
  }

  private static Problem problem(ExtraSpec row, String message) {
    return new Problem(row.path(), message);
  }

  private static void check(String key, String value, List<Problem> problems) {
    String path = FIELD + "." + key;
    Optional<ExtraSpec> row = ExtraSpec.of(key);
    if (row.isEmpty()) {
      Optional<String> meant = DidYouMean.closest(key, ExtraSpec.keys());
      Optional<String> elsewhere = ExtraSpec.elsewhere(key);
      String message =
          meant.isEmpty() && elsewhere.isPresent()
              ? "`" + key + "` " + elsewhere.get() + " and has no effect on vSphere; take it out"
              : "unknown extra spec `" + key + "`" + DidYouMean.suffix(key, ExtraSpec.keys());
      problems.add(new Problem(path, message));
    } else {
      row.get().wrong(value).ifPresent(why -> problems.add(new Problem(path, why)));
    }
  }

  private static void quota(Quota.Of of, ExtraSpecs specs, List<Problem> problems) {
    boolean custom = specs.text(of.level()).filter(Quota.CUSTOM::equals).isPresent();
    if (specs.has(of.share()) && !custom) {
      problems.add(
          problem(
              of.share(),
              "`"
                  + of.share().key()
                  + "` counts only with `"
                  + of.level().key()
                  + ": custom`"
                  + specs.text(of.level()).map(level -> ", not with " + level).orElse("")));
    }
    if (custom && !specs.has(of.share())) {
      problems.add(
          problem(
              of.level(), "`" + of.level().key() + ": custom` needs `" + of.share().key() + "`"));
    }
    long limit = specs.number(of.limit()).orElse(0L);
    long reservation = specs.number(of.reservation()).orElse(0L);
    if (limit > 0 && reservation > limit) {
      problems.add(
          problem(
              of.reservation(),
              "`"
                  + of.reservation().key()
                  + "` is "
                  + reservation
                  + ", more than the limit of "
                  + limit));
    }
  }

  private static void topology(FlavorSpec flavor, ExtraSpecs specs, List<Problem> problems) {
    Optional<ExtraSpec> first = topologyRow(specs);
    if (first.isEmpty()) {
      return;
    }
    for (ExtraSpec row : List.of(ExtraSpec.CPU_CORES, ExtraSpec.CPU_SOCKETS)) {
      specs
          .number(row)
          .filter(count -> flavor.vcpus() % count != 0)
          .ifPresent(
              count ->
                  problems.add(
                      problem(
                          row,
                          "`"
                              + row.key()
                              + "` must divide `vcpus`, and "
                              + count
                              + " does not divide "
                              + flavor.vcpus())));
    }
    Optional<Long> cpus =
        specs
            .number(ExtraSpec.CPU_CORES)
            .flatMap(c -> specs.number(ExtraSpec.CPU_SOCKETS).map(s -> c * s));
    if (problems.isEmpty() && cpus.isPresent() && cpus.get() != flavor.vcpus()) {
      problems.add(
          problem(
              ExtraSpec.CPU_SOCKETS,
              "`hw:cpu_sockets` times `hw:cpu_cores` is "
                  + cpus.get()
                  + ", and `vcpus` is "
                  + flavor.vcpus()));
    }
    try {
      int cores = CpuTopology.cores(flavor.vcpus(), specs, ImageTraits.NONE).orElseThrow();
      flavor
          .coresPerSocket()
          .filter(own -> own != cores)
          .ifPresent(
              own ->
                  problems.add(
                      new Problem(
                          "cores_per_socket",
                          "`cores_per_socket` is "
                              + own
                              + ", and `"
                              + first.get().key()
                              + "` makes it "
                              + cores
                              + "; keep one of them")));
    } catch (IllegalArgumentException e) {
      problems.add(problem(first.get(), e.getMessage()));
    }
  }

  private static Optional<ExtraSpec> topologyRow(ExtraSpecs specs) {
    return List.of(
            ExtraSpec.CPU_CORES,
            ExtraSpec.CPU_SOCKETS,
            ExtraSpec.CPU_MAX_CORES,
            ExtraSpec.CPU_MAX_SOCKETS)
        .stream()
        .filter(specs::has)
        .findFirst();
  }

  /** Adds positions for fields that an extra spec sets under another name. */
  static void addPositions(Map<String, Span> where) {
    for (ExtraSpec row : ExtraSpec.values()) {
      Span at = where.get(row.path());
      if (at != null && row.field().equals("numCoresPerSocket")) {
        where.putIfAbsent("cores_per_socket", at);
      }
    }
    addPosition(ExtraSpec.SECURE_BOOT, "secure_boot", where);
    addPosition(ExtraSpec.TPM_VERSION, "tpm", where);
    addPosition(ExtraSpec.VIDEO_RAM_MAX, "video_ram", where);
  }

  private static void addPosition(ExtraSpec row, String field, Map<String, Span> where) {
    Span at = where.get(row.path());
    if (at != null) {
      where.put(field, at);
    }
  }
}
