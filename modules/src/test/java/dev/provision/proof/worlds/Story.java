package dev.provision.proof.worlds;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A world as text, which is all that {@link Life} plays.
 *
 * @param lab the vCenter in the beginning
 * @param first a playbook without its name and connection
 * @param byHand what another client does after it was applied, a {@link Deed} a line
 * @param faults what goes wrong while the second is applied, a {@link Fault} a line
 * @param second the playbook as somebody edited it
 * @param prune whether the second is applied with {@code --prune}
 * @param parallelism steps at once; with one it is known which call belongs to which step
 * @param refused the line with which a plan refuses one of the playbooks; empty where none does
 */
public record Story(
    String lab,
    String first,
    List<String> byHand,
    List<String> faults,
    String second,
    boolean prune,
    int parallelism,
    String refused) {
  public Story {
    byHand = List.copyOf(byHand);
    faults = List.copyOf(faults);
  }

  /** As a file keeps it. */
  public String text() {
    StringBuilder text = new StringBuilder();
    block(text, "lab", lab);
    block(text, "first", first);
    list(text, "by_hand", byHand);
    list(text, "faults", faults);
    block(text, "second", second);
    text.append("prune: ").append(prune).append("\n");
    text.append("parallelism: ").append(parallelism).append("\n");
    if (!refused.isEmpty()) {
      text.append("refused: '").append(refused.replace("'", "''")).append("'\n");
    }
    return text.toString();
  }

  private static void block(StringBuilder text, String key, String value) {
    text.append(key).append(": |\n").append(value.indent(2));
  }

  private static void list(StringBuilder text, String key, List<String> lines) {
    if (!lines.isEmpty()) {
      text.append(key).append(":\n");
      lines.forEach(line -> text.append("  - ").append(line).append("\n"));
    }
  }

  /** One that {@link #text} wrote. */
  public static Story of(String text) {
    Map<?, ?> all = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    return new Story(
        text(all, "lab"),
        text(all, "first"),
        lines(all, "by_hand"),
        lines(all, "faults"),
        text(all, "second"),
        Boolean.TRUE.equals(all.get("prune")),
        all.get("parallelism") instanceof Integer number ? number : 1,
        text(all, "refused"));
  }

  private static String text(Map<?, ?> all, String key) {
    Object value = all.get(key);
    return value == null ? "" : value.toString();
  }

  private static List<String> lines(Map<?, ?> all, String key) {
    List<String> lines = new ArrayList<>();
    if (all.get(key) instanceof List<?> list) {
      list.forEach(line -> lines.add(line.toString()));
    }
    return lines;
  }
}
