package dev.provision.openstack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What several files say of one vCenter, by the keys of {@code vcenter:}. Where they differ Nova's
 * word counts, then Glance's, then Cinder's, and the others are told once. Confined to one thread.
 */
final class Claims {
  /** Something that one file says. */
  record Claim(Conf conf, Setting setting) {}

  private final Report report;
  private final Map<String, List<Claim>> claims = new LinkedHashMap<>();
  private final Set<String> told = new HashSet<>();

  Claims(Report report) {
    this.report = report;
  }

  void add(Conf conf, String key, Setting setting) {
    claims.computeIfAbsent(key, k -> new ArrayList<>()).add(new Claim(conf, setting));
  }

  /** All that is said of a key, in the order in which it was read. */
  List<Claim> of(String key) {
    return claims.getOrDefault(key, List.of());
  }

  /** The word that counts: in one file the last, of several the first of {@link Conf}. */
  Optional<Setting> chosen(String key) {
    Map<Conf, Setting> last = new LinkedHashMap<>();
    for (Claim claim : of(key)) {
      last.put(claim.conf(), claim.setting());
    }
    List<Map.Entry<Conf, Setting>> all =
        last.entrySet().stream().sorted(Comparator.comparing(Map.Entry::getKey)).toList();
    Optional<Setting> first =
        all.stream()
            .map(Map.Entry::getValue)
            .filter(setting -> !setting.isPlaceholder())
            .findFirst()
            .or(() -> all.stream().map(Map.Entry::getValue).findFirst());
    first.ifPresent(setting -> tellOthers(key, setting, List.copyOf(last.values())));
    return first;
  }

  private void tellOthers(String key, Setting chosen, List<Setting> all) {
    if (!told.add(key) || chosen.isPlaceholder()) {
      return;
    }
    List<Setting> others =
        all.stream()
            .filter(other -> !other.isPlaceholder() && !same(key, other.value(), chosen.value()))
            .toList();
    if (others.isEmpty()) {
      return;
    }
    boolean secret = key.equals("password");
    String rest =
        others.stream()
            .map(other -> other.at() + (secret ? "" : " `" + other.value() + "`"))
            .collect(Collectors.joining(", "));
    report.warn(
        secret
            ? "the passwords differ: " + rest + "; VC_PASSWORD is to be this one"
            : "the files differ: `"
                + chosen.key()
                + "` is `"
                + chosen.value()
                + "` here, and elsewhere "
                + rest
                + "; this one was taken",
        OsloFile.hidden(chosen.at()));
  }

  private static boolean same(String key, String one, String other) {
    return key.equals("insecure") || key.equals("host")
        ? one.equalsIgnoreCase(other)
        : one.equals(other);
  }
}
