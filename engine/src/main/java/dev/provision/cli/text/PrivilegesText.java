package dev.provision.cli.text;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.provision.plan.Authorized;
import dev.provision.plan.Lifetime;
import dev.provision.spi.Address;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Privileges for people, by object, and for programs, as JSON. Pure. */
public final class PrivilegesText {
  /**
   * Those of one play.
   *
   * @param granting a piece of a playbook that gives them; may be empty
   */
  public record Play(String environment, Lifetime<?, ?> life, String granting) {
    List<Authorized> needed() {
      return life.needed();
    }

    /** Whether only what comes after this plan needs it. */
    boolean isForLater(Authorized needed) {
      return life.later().contains(needed);
    }
  }

  /** How many resources a line names. */
  private static final int NAMED = 3;

  private static final int WIDEST = 48;

  private final Style style;

  public PrivilegesText(Style style) {
    this.style = style;
  }

  public String render(List<Play> plays) {
    StringBuilder text = new StringBuilder();
    plays.forEach(play -> render(play, text));
    return text.toString();
  }

  private void render(Play play, StringBuilder text) {
    Map<String, List<Authorized>> byObject = new TreeMap<>();
    for (Authorized each : play.needed()) {
      byObject.computeIfAbsent(each.right().on(), on -> new ArrayList<>()).add(each);
    }
    int width =
        Columns.width(
            play.needed().stream().map(each -> each.right().privilege()).toList(), 10, WIDEST);
    byObject.forEach(
        (on, all) -> {
          text.append(style.bold(Style.oneLine(on))).append('\n');
          for (Authorized each : all) {
            String held = each.held() ? "yes" : style.red("no ");
            text.append("  ")
                .append(Columns.pad(each.right().privilege(), width))
                .append("  ")
                .append(held)
                .append("  ")
                .append(style.dim(named(each.by()) + (play.isForLater(each) ? ", later" : "")))
                .append('\n');
          }
        });
    long missing = play.needed().stream().filter(each -> !each.held()).count();
    text.append(
        missing == 0
            ? "The account has all "
                + play.needed().size()
                + " that `"
                + play.environment()
                + "` needs.\n"
            : "The account lacks "
                + missing
                + " of the "
                + play.needed().size()
                + " that `"
                + play.environment()
                + "` needs.\n");
    for (Authorized each : play.life().commands()) {
      if (!each.held()) {
        text.append("Not needed to apply: ")
            .append(each.right().privilege())
            .append(" on ")
            .append(Style.oneLine(each.right().on()))
            .append(", ")
            .append(each.right().call())
            .append(".\n");
      }
    }
    if (!play.granting().isEmpty()) {
      text.append("\n# for a playbook that an administrator applies\n").append(play.granting());
    }
  }

  private static String named(List<Address> all) {
    List<String> names = all.stream().limit(NAMED).map(Address::toString).toList();
    String more = all.size() > NAMED ? " and " + (all.size() - NAMED) + " more" : "";
    return String.join(", ", names) + more;
  }

  /** One JSON document, {@code {"version": 1, "plays": [...]}}. */
  public static String json(List<Play> plays) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Play play : plays) {
      List<Map<String, Object>> needed = new ArrayList<>();
      for (Authorized each : play.needed()) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("privilege", each.right().privilege());
        one.put("on", each.right().on());
        one.put("held", each.held());
        one.put("needed", play.isForLater(each) ? "later" : "now");
        one.put("by", each.by().stream().map(Address::toString).toList());
        needed.add(one);
      }
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("environment", play.environment());
      one.put("privileges", needed);
      one.put("granting", play.granting());
      all.add(one);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("version", 1);
    document.put("plays", all);
    Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    return Style.json(gson.toJson(document)) + "\n";
  }
}
