package dev.provision.proof.worlds;

import dev.provision.acceptance.Target;
import dev.provision.acceptance.YavijavaClient;
import dev.provision.cli.Provision;
import dev.provision.modules.images.StreamOptimizedFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plays a story, from the first plan to the destroy, and looks after each stage whether the
 * promises were kept.
 */
public final class Life {
  private static final Pattern ALLOW = Pattern.compile("with(?: --yes or)? --allow (\\S+)");

  private final Story story;
  private final Path folder;
  private final Vcenter vcenter;
  private final YavijavaClient others;
  private final WatchedProvider provider;
  private final Told told = new Told();
  private final Set<String> adopted = new TreeSet<>();

  /** What came of a story that broke nothing. */
  public static final class Told {
    private String refused = "";
    private int calls;
    private long apart;
    private final Map<String, Integer> steps = new TreeMap<>();

    /** Why a plan refused the playbook, in its first line; empty where none did. */
    public String refused() {
      return refused;
    }

    /** The changing calls. */
    public int calls() {
      return calls;
    }

    /** Those of them that belong to no step of the plan. */
    public long apart() {
      return apart;
    }

    /** How many steps there were, by kind and action: {@code instance create}. */
    public Map<String, Integer> steps() {
      return steps;
    }
  }

  /** What a command gave. */
  private record Ended(int exit, String out, String err) {
    String all() {
      return out + err;
    }
  }

  private Life(Story story, Path folder) throws IOException {
    this.story = story;
    this.folder = folder;
    Files.writeString(folder.resolve("lab.yml"), story.lab());
    if (story.first().contains("disk.vmdk") || story.second().contains("disk.vmdk")) {
      Path disk = folder.resolve("disk.vmdk");
      if (!Files.exists(disk)) {
        StreamOptimizedFile.ofCapacity(1 << 20).write(disk);
      }
    }
    this.vcenter = new Vcenter(folder.resolve("lab.yml"));
    this.others = vcenter.otherClient();
    this.provider = new WatchedProvider(vcenter);
  }

  /**
   * @param folder for its files
   * @throws Broken at the first promise that is broken
   */
  public static Told of(Story story, Path folder) {
    try {
      Life life = new Life(story, folder);
      life.live();
      return life.told;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void live() {
    if (story.lab().contains("SEED: ")) {
      Lab.OTHERS.forEach(name -> others.runOn(Lab.SEED, name, "/DC0/host/DC0_C0", "H0"));
      others.power("/DC0/vm/" + Lab.OTHERS.get(1), false);
    }
    Snapshot start = Snapshot.of(vcenter.simulator());
    write(story.first());
    if (!converge("the first playbook", List.of())) {
      return;
    }
    Snapshot before = Snapshot.of(vcenter.simulator());
    List<String> deeds = new ArrayList<>();
    for (String line : story.byHand()) {
      Deed deed = Deed.of(line);
      deeds.add(deed + ": " + deed.on(vcenter.simulator().world(), others));
    }
    List<Snapshot.Difference> byHand = before.until(Snapshot.of(vcenter.simulator()));
    String last = story.second();
    write(last);
    boolean same = last.equals(story.first()) && deeds.isEmpty() && story.faults().isEmpty();
    if (!same && !converge("the second playbook", deeds)) {
      last = story.first();
      write(last);
    }
    destroy(start, byHand, last);
  }

  private void write(String playbook) {
    try {
      Files.writeString(
          folder.resolve("site.yml"),
          "name: w\nvcenter: {simulator: lab.yml, datacenter: DC0, cluster: DC0_C0}\n" + playbook);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Plans, rehearses, applies and plans again.
   *
   * @return whether the plan accepted the playbook
   */
  private boolean converge(String what, List<String> deeds) {
    vcenter.begin();
    Ended planned = run("plan", "--format", "json");
    if (planned.exit() != 0) {
      if (planned.exit() != 65 && planned.exit() != 1) {
        throw new Broken("a plan ends in order", what + ": exit " + planned.exit() + planned.all());
      }
      told.refused = planned.err().lines().findFirst().orElse("no words").replace(folder + "/", "");
      return false;
    }
    nothingWasWritten("plan");
    Announcement plan = Announcement.of(planned.out());
    Ended rehearsed = run("rehearse", "--parallelism", "1");
    nothingWasWritten("rehearse");
    boolean wrong = !story.faults().isEmpty() && what.contains("second");
    if (wrong) {
      story.faults().forEach(line -> vcenter.simulator().fault(Fault.of(line).rule()));
    }
    vcenter.begin();
    Ended applied = run("apply", consents(plan).toArray(String[]::new));
    told.calls += vcenter.sent().size();
    told.apart += Done.apart(vcenter.sent());
    if (wrong) {
      vcenter.simulator().clearFaults();
      if (applied.exit() == 70) {
        throw new Broken("a fault is told", applied.all());
      }
      applied = afterFaults(applied);
    }
    boolean held = isHeldByOthers(applied);
    if (applied.exit() != 0 && !held) {
      throw new Broken(
          "an apply converges: " + reason(applied),
          what + "\n" + String.join("\n", deeds) + "\n" + applied.all());
    }
    if (!wrong) {
      plan.work().forEach(s -> told.steps.merge(s.kind() + " " + s.action(), 1, Integer::sum));
      new Done(plan, vcenter, story.parallelism() == 1).check(planned.out());
    }
    Ended again = run("plan", "--format", "json");
    if (again.exit() != 0 || Announcement.of(again.out()).changes()) {
      throw new Broken("a second plan is empty: " + changed(again), again.all());
    }
    sameWords(rehearsed, applied, wrong, held);
    plan.work().stream()
        .filter(step -> step.action().equals("adopt"))
        .forEach(step -> adopted.add(step.path()));
    return true;
  }

  private static List<String> consents(Announcement plan) {
    return plan.allow().isEmpty()
        ? List.of("--yes")
        : List.of("--yes", "--allow", String.join(",", plan.allow()));
  }

  /** An apply in which something went wrong is done again, without it. */
  private Ended afterFaults(Ended applied) {
    if (applied.exit() == 0) {
      return applied;
    }
    Ended planned = run("plan", "--format", "json");
    if (planned.exit() != 0) {
      throw new Broken("after a fault there is a plan", applied.all() + planned.all());
    }
    Ended next = run("apply", consents(Announcement.of(planned.out())).toArray(String[]::new));
    return new Ended(next.exit(), applied.all() + "\n--- and again\n" + next.out(), next.err());
  }

  /** A folder of ours with something of others in it stays, and the apply says so. */
  private boolean isHeldByOthers(Ended ended) {
    return ended.exit() == 1
        && ended.out().contains("left that holds what is not ours")
        && !ended.out().contains(" failed");
  }

  private void nothingWasWritten(String command) {
    if (!vcenter.sent().isEmpty()) {
      throw new Broken(command + " writes nothing", vcenter.sent().toString());
    }
  }

  private void sameWords(Ended rehearsed, Ended applied, boolean wrong, boolean held) {
    if (rehearsed.exit() != (held ? 1 : 0) && !wrong) {
      throw new Broken("a rehearsal says the same: " + reason(rehearsed), rehearsed.all());
    }
    String said = plan(rehearsed.out());
    String did = plan(applied.out());
    if (!wrong && !isSame(said, did)) {
      throw new Broken("a rehearsal says the same", "rehearsed:\n" + said + "applied:\n" + did);
    }
  }

  /** A copy has hashes in place of texts that people wrote. */
  private static boolean isSame(String said, String did) {
    List<String> copy = said.lines().toList();
    List<String> real = did.lines().toList();
    boolean same = copy.size() == real.size();
    for (int i = 0; same && i < copy.size(); i++) {
      same =
          copy.get(i).contains(" characters, sha256 ")
              ? field(copy.get(i)).equals(field(real.get(i)))
              : copy.get(i).replaceAll(" +", " ").equals(real.get(i).replaceAll(" +", " "));
    }
    return same;
  }

  private static String field(String line) {
    return line.strip().split(" ")[0];
  }

  /** A plan without its first line, which names the server. */
  private static String plan(String out) {
    int begin = out.indexOf("\nEnvironment ") + 1;
    int from = out.indexOf('\n', begin) + 1;
    Matcher end = Pattern.compile("(?m)^(\\d+ to |No changes).*\n").matcher(out);
    return end.find(from) ? out.substring(from, end.end()) : out.substring(from);
  }

  private static String reason(Ended ended) {
    String all = ended.all();
    Matcher failed =
        Pattern.compile("(?m)^(\\S+): (failed|not converged)[^:]*:? ?(.*)$").matcher(all);
    String words =
        failed.find()
            ? failed.group(1).replaceAll("\\..*", "") + " " + failed.group(3)
            : ended
                .err()
                .lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("exit " + ended.exit());
    return words.replaceAll("['`][^'`]*['`]", "…").replaceAll("\\d+", "0");
  }

  private static String changed(Ended again) {
    return again.exit() != 0
        ? reason(again)
        : Announcement.of(again.out()).work().stream()
            .findFirst()
            .map(step -> step.kind() + " " + step.action() + " " + step.fields().keySet())
            .orElse("");
  }

  private void destroy(Snapshot start, List<Snapshot.Difference> byHand, String last) {
    if (last.contains("protect: true")) {
      write(last.replace("protect: true", "protect: false"));
      Ended planned = run("plan", "--format", "json");
      Ended freed =
          planned.exit() == 0
              ? run("apply", consents(Announcement.of(planned.out())).toArray(String[]::new))
              : planned;
      if (freed.exit() != 0 && !isHeldByOthers(freed)) {
        throw new Broken("what was protected can be freed", freed.all());
      }
    }
    Ended asked = run("destroy", "--yes");
    if (asked.exit() == 3) {
      Matcher allow = ALLOW.matcher(asked.err());
      if (!allow.find()) {
        throw new Broken("a refusal says what to allow", asked.all());
      }
      asked = run("destroy", "--yes", "--allow", allow.group(1));
    }
    if (isHeldByOthers(asked)) {
      Deed.of("delete Folder /DC0/vm/w/theirs").on(vcenter.simulator().world(), others);
      asked = run("destroy", "--yes");
    }
    if (isHeldByOthers(asked) && asked.out().contains("/vm/provision/images/")) {
      return; // a shared image lies on a datastore of ours, which therefore stays
    }
    if (asked.exit() != 0) {
      throw new Broken("destroy ends well: " + reason(asked), asked.all());
    }
    List<String> left =
        new GivenBack(start, byHand, adopted).wrong(Snapshot.of(vcenter.simulator()));
    if (!left.isEmpty()) {
      throw new Broken(
          "destroy gives the world back: " + left.get(0).replaceAll("[-\\w]*\\d[-\\w]*", "0"),
          String.join("\n", left) + "\n" + asked.all());
    }
    told.calls += vcenter.sent().size();
  }

  private Ended run(String command, String... more) {
    List<String> line = new ArrayList<>(List.of(command, folder.resolve("site.yml").toString()));
    line.addAll(List.of(more));
    if (story.prune() && !command.equals("destroy")) {
      line.add("--prune");
    }
    if (command.equals("apply") || command.equals("destroy")) {
      line.addAll(List.of("--parallelism", "" + story.parallelism()));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Provision.run(
            line,
            Map.of(),
            () -> provider,
            Target.HASTY,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Ended(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
