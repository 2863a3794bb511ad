package dev.provision.vsphere.connection;

import dev.provision.spi.Declaration;
import dev.provision.spi.Field;
import dev.provision.spi.Layer;
import dev.provision.vsphere.wire.HostText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The first layer that {@code doctor} examines: the settings of a connection, where each came from,
 * and which ones have no effect.
 */
public final class Settings {
  static final String NAME = "settings";

  private final Declaration<VcenterSpec> connection;

  public Settings(Declaration<VcenterSpec> connection) {
    this.connection = connection;
  }

  public Layer layer() {
    List<String> lines = new ArrayList<>(new Origins(connection).lines(written()));
    if (!connection.fields().containsKey("port") && connection.spec().simulator().isEmpty()) {
      lines.add("port " + connection.spec().port() + " by default");
    }
    lines.addAll(shadowed());
    VcenterSpec spec = connection.spec();
    if (spec.simulator().isPresent()) {
      return Layer.ok(NAME, lines);
    }
    Predicate<String> blank = String::isBlank;
    if (spec.effectiveHost().filter(blank.negate()).isEmpty()) {
      return missing("host", "VC_HOST", lines);
    }
    if (spec.effectiveUsername().filter(blank.negate()).isEmpty()) {
      return missing("username", "VC_USER", lines);
    }
    if (spec.effectivePassword().isEmpty()) {
      return missing("password", "VC_PASSWORD", lines);
    }
    HostText host = new HostText(spec.effectiveHost().get());
    if (host.wrong().isPresent()) {
      lines.add(0, host.wrong().get());
      return Layer.mistaken(NAME, lines, host.advice());
    }
    return Layer.ok(NAME, lines);
  }

  private Layer missing(String key, String variable, List<String> lines) {
    lines.add(0, "`vcenter` at " + connection.span() + " has no `" + key + "`");
    return Layer.mistaken(NAME, lines, "write `" + key + ": ${env." + variable + "}` there");
  }

  /** The keys of the connection in the order of the file, without those of items in its lists. */
  private List<String> written() {
    return connection.fields().entrySet().stream()
        .filter(field -> !field.getKey().contains("."))
        .sorted(
            Comparator.comparing((Map.Entry<String, Field> field) -> field.getValue().span().file())
                .thenComparingInt(field -> field.getValue().span().line())
                .thenComparingInt(field -> field.getValue().span().column()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** When two keys set the same thing, the second one has no effect. */
  private List<String> shadowed() {
    List<String> lines = new ArrayList<>();
    shadow("host", "host_ip", "wins", lines);
    shadow("username", "host_username", "wins", lines);
    shadow("password", "host_password", "wins", lines);
    shadow("clusters", "cluster", "wins", lines);
    shadow("clusters", "cluster_name", "wins", lines);
    shadow("cluster", "cluster_name", "wins", lines);
    shadow("thumbprint", "ca_file", "is the only certificate that is trusted", lines);
    if (connection.spec().insecure()) {
      shadow("thumbprint", "insecure", "is verified all the same", lines);
      if (connection.spec().thumbprint().isEmpty()) {
        shadow("insecure", "ca_file", "leaves nothing to verify", lines);
      }
    }
    return lines;
  }

  private void shadow(String first, String second, String why, List<String> lines) {
    Field wins = connection.fields().get(first);
    Field loses = connection.fields().get(second);
    if (wins != null && loses != null) {
      lines.add(
          "`"
              + second
              + "` at "
              + loses.span()
              + " is not looked at: `"
              + first
              + "` at "
              + wins.span()
              + " "
              + why);
    }
  }
}
