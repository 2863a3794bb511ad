package dev.provision.proof.worlds;

import dev.provision.contract.KindSamples;
import dev.provision.contract.KindSamples.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Stories in which one field changes and nothing else: where {@link Footprints} are learned. */
public final class Alone {
  private static final String MACHINES =
      """
      images:
        m1: {template: /DC0/vm/SEED}
      flavors:
        s1: {vcpus: 1, ram: 64 MiB}
        s2: {vcpus: 2, ram: 64 MiB}
        s3: {vcpus: 1, ram: 128 MiB}
        s4: {vcpus: 1, ram: 64 MiB, disk: 12 GiB}
        s5: {vcpus: 1, ram: 64 MiB, cpu_hot_add: true}
        s6: {vcpus: 1, ram: 64 MiB, ephemeral: 1 GiB}
        s7: {vcpus: 1, ram: 64 MiB, extra_specs: {'quota:cpu_limit': 500}}
      networks:
        n1: {port_group: VM Network}
        n2: {port_group: DVPG0}
      folders:
        f1: {path: /DC0/vm/f1}
      resource_pools:
        p1: {}
      server_groups:
        g1: {policy: soft-affinity}
      volumes:
        v1: {size: 1 GiB}
      vsphere_tags:
        t1: {tags: {gold: paid, tin: ''}}
      custom_attributes:
        a1: {type: global}
      """;

  /** What comes after the first words of a machine, first and second. */
  private static final List<List<String>> OF_MACHINES =
      List.of(
          List.of("flavor: s1", "flavor: s2"),
          List.of("flavor: s1", "flavor: s3"),
          List.of("flavor: s1, clone: full", "flavor: s4, clone: full"),
          List.of("flavor: s1", "flavor: s5"),
          List.of("flavor: s1", "flavor: s6"),
          List.of("flavor: s6", "flavor: s1"),
          List.of("flavor: s1", "flavor: s7"),
          List.of("flavor: s1", "flavor: s1, networks: {eth0: n1}"),
          List.of("flavor: s1, networks: {eth0: n1}", "flavor: s1, networks: {eth0: n2}"),
          List.of("flavor: s1, networks: {eth0: n1}", "flavor: s1"),
          List.of("flavor: s1, annotation: one", "flavor: s1, annotation: two"),
          List.of("flavor: s1, metadata: {role: a}", "flavor: s1, metadata: {role: b}"),
          List.of("flavor: s1", "flavor: s1, folder: f1"),
          List.of("flavor: s1", "flavor: s1, resource_pool: p1"),
          List.of("flavor: s1, resource_pool: p1", "flavor: s1"),
          List.of("flavor: s1", "flavor: s1, power: off"),
          List.of("flavor: s1, power: off", "flavor: s1"),
          List.of("flavor: s1", "flavor: s1, power: suspended"),
          List.of("flavor: s1, power: suspended", "flavor: s1"),
          List.of("flavor: s1, host: H0", "flavor: s1, host: H1"),
          List.of("flavor: s1", "flavor: s1, volumes: {data: v1}"),
          List.of("flavor: s1, volumes: {data: v1}", "flavor: s1"),
          List.of("flavor: s1", "flavor: s1, protect: true"),
          List.of("flavor: s1", "flavor: s1, vsphere_tags: [t1/gold]"),
          List.of("flavor: s1, vsphere_tags: [t1/gold]", "flavor: s1, vsphere_tags: [t1/tin]"),
          List.of("flavor: s1", "flavor: s1, custom_attributes: {a1: x}"));

  private Alone() {}

  /** All of them. */
  public static List<Story> stories() {
    List<Story> all = new ArrayList<>();
    for (List<String> each : OF_MACHINES) {
      String head = MACHINES + "instances:\n  i1: {image: m1, ";
      all.add(story(head + each.get(0) + "}\n", head + each.get(1) + "}\n"));
      all.add(story(head + each.get(1) + "}\n", head + each.get(0) + "}\n"));
    }
    for (Sort sort : Sort.values()) {
      rows(sort, sort.section(), all);
    }
    rows(Sort.NETWORK, "networks/distributed", all);
    return all;
  }

  private static void rows(Sort sort, String file, List<Story> all) {
    KindSamples.of(file)
        .rows()
        .ifPresent(
            rows ->
                rows.values()
                    .forEach(
                        (field, sample) -> {
                          String first = play(sort, rows, sample, sample.first());
                          String second = play(sort, rows, sample, sample.second());
                          all.add(story(first, second));
                          all.add(story(second, first));
                        }));
  }

  private static String play(Sort sort, KindSamples.Rows rows, Sample sample, String value) {
    Map<String, Object> fields = new LinkedHashMap<>();
    new TreeMap<>(rows.fixed()).forEach(fields::put);
    if (sort == Sort.HOST) {
      fields.put("address", "esx1");
      fields.put("thumbprint", "'" + Lab.pin("esx1") + "'");
    }
    if (sort == Sort.CLUSTER && !sample.at().get(0).equals("drs")) {
      fields.put("drs", "{enabled: true}");
    }
    Sort.put(fields, sample.at(), value);
    String before =
        sort == Sort.VMKERNEL ? "networks: {private: VM Network, back: DVPG0}\n" : rows.before();
    return (before + sort.section() + ":\n  " + rows.name() + ": " + Book.flow(fields) + "\n")
        .replace("DC0_C0_H", "H")
        .replace("LocalDS_0", "ds0");
  }

  private static Story story(String first, String second) {
    return new Story(
        Lab.text(new Picks(List.of())), first, List.of(), List.of(), second, false, 1, "");
  }

  /** Writes what was learned of them. */
  public static void learned() {
    Footprints.write();
  }
}
