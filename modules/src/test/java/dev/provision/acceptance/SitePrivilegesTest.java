package dev.provision.acceptance;

import static dev.provision.acceptance.Suite.converged;
import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.AuthorizationPrivilege;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code playbooks/site.yml} and what an account may do: the first apply, a change in each section,
 * and the destroy. An account that lacks one privilege is told which, on what and for which line
 * before the first write; one that has what the plans ask for, and nothing else, gets to the end.
 */
class SitePrivilegesTest {
  private static final Pattern LACKS =
      Pattern.compile(
          "(?m)^(?:site\\.yml:(\\d+):\\d+: )?error: the account lacks (.+?) on (`.+?`), needed for"
              + " (.+?)(?:; the same for (.+))?$");

  private static final Pattern ALLOW =
      Pattern.compile("--yes is not enough, allow it with --allow (\\S+)\n");

  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

  @TempDir Path folder;

  /**
   * One message.
   *
   * @param line what stands at its position
   * @param by the first few resources
   */
  private record Lack(
      Set<String> privileges, Set<String> objects, Optional<String> line, List<String> by) {

    /** Whether the line declares one of the resources. */
    boolean isOfItsLine() {
      return line.isPresent()
          ? by.stream().anyMatch(address -> declares(line.get(), address))
          : by.stream().allMatch(address -> address.matches("(home|image)\\..*"));
    }

    private static boolean declares(String line, String address) {
      String name = address.substring(address.indexOf('.') + 1).replaceFirst("/$", "");
      return line.contains(name)
          || address.startsWith("lease.") && line.strip().startsWith("vcenter:")
          || line.strip().startsWith(name.replaceFirst("[-.][^-]*$", "") + ":")
          || line.strip().startsWith(name.replaceFirst("\\..*$", "") + ":");
    }
  }

  /** A playbook that is run by accounts. */
  private record Run(SimulatorTarget target, Provisioning provision) {
    Provisioning.Ended as(String account, String command, String... more) {
      List<String> all = Stream.concat(Stream.of(more), Stream.of("-e", "who=" + account)).toList();
      return provision.run(command, all.toArray(String[]::new));
    }

    List<Lack> lacks(String account, String command) {
      Provisioning.Ended ended = as(account, command);
      List<String> lines = text().lines().toList();
      List<Lack> all =
          LACKS
              .matcher(ended.err())
              .results()
              .map(
                  found ->
                      new Lack(
                          Set.of(found.group(2).split(", ")),
                          quoted(found.group(3) + found.group(5)),
                          Optional.ofNullable(found.group(1))
                              .map(line -> lines.get(Integer.parseInt(line) - 1)),
                          List.copyOf(quoted(found.group(4)))))
              .toList();
      assertThat(ended.exit()).as(account + ": " + ended.all()).isEqualTo(1);
      assertThat(ended.err().split("error: ", -1)).as(ended.err()).hasSize(all.size() + 1);
      return all;
    }

    private static Set<String> quoted(String text) {
      return QUOTED
          .matcher(text)
          .results()
          .map(found -> found.group(1))
          .collect(Collectors.toCollection(TreeSet::new));
    }

    String text() {
      try {
        return Files.readString(provision.playbook());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void change() {
      provision.rewrite(SiteChanges.in(text()));
    }
  }

  private Run run(String name, String users) {
    try {
      Path own = Files.createDirectories(folder.resolve(name));
      SimulatorTarget target =
          new SimulatorTarget(
              Site.lab()
                  + "users:\n"
                  + "  somebody: {groups: ['EXAMPLE\\app-team']}\n"
                  + "  everything: {privileges: ['*']}\n"
                  + "  nothing: {}\n"
                  + users);
      String playbook =
          Site.playbook(own)
              .replace("vm_count: 28", "vm_count: 3\n  who: everything")
              .replace("  simulator: ", "  username: ${who}\n  password: x\n  simulator: ");
      return new Run(target, new Provisioning(target, own, playbook));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Accounts that are called as the one privilege that each lacks. */
  private static String lackingOne() {
    Vim vim = new SimulatorTarget(Site.lab()).vim();
    AuthorizationPrivilege[] all =
        vim.property(
            vim.content().getAuthorizationManager(),
            "privilegeList",
            AuthorizationPrivilege[].class);
    return Stream.of(all)
        .map(each -> "  %1$s: {privileges: ['*'], denied: [%1$s]}\n".formatted(each.getPrivId()))
        .collect(Collectors.joining());
  }

  /** The objects on which a run asks for each privilege: one with nothing lacks them all. */
  private static Map<String, Set<String>> asked(Run run, String command) {
    Map<String, Set<String>> asked = new TreeMap<>();
    for (Lack lack : run.lacks("nothing", command)) {
      lack.privileges()
          .forEach(id -> asked.computeIfAbsent(id, i -> new TreeSet<>()).addAll(lack.objects()));
    }
    return asked;
  }

  /** What is wrong with what each is told who lacks one of these. */
  private static Map<String, Object> wrong(
      Run run, String command, Map<String, Set<String>> asked, Set<String> known) {
    Map<String, Object> wrong = new ConcurrentSkipListMap<>();
    asked.entrySet().parallelStream()
        .filter(each -> !known.contains(each.getKey()))
        .forEach(
            each -> {
              Set<String> objects = new TreeSet<>();
              for (Lack lack : run.lacks(each.getKey(), command)) {
                objects.addAll(lack.objects());
                if (!lack.isOfItsLine() || !lack.privileges().equals(Set.of(each.getKey()))) {
                  wrong.put(command + " " + each.getKey(), lack);
                }
              }
              if (!objects.equals(each.getValue())) {
                wrong.put(command + " on " + each.getKey(), objects + " " + each.getValue());
              }
            });
    known.addAll(asked.keySet());
    return wrong;
  }

  @Test
  void oneThatIsMissingIsToldBeforeTheFirstWriteAndWhatIsAskedSuffices() {
    Run run = run("one", lackingOne());
    Set<String> known = new HashSet<>();
    Map<String, Set<String>> first = asked(run, "plan");
    assertThat(wrong(run, "plan", first, known)).isEmpty();
    assertThat(run.as("Folder.Create", "doctor").out())
        .contains(
            "skipped inventory   because the playbook makes what the connection names",
            "failed  privileges  site.yml:",
            ": the account lacks Folder.Create on `/DC1/datastore`, needed for `folder.storage`");
    assertThat(run.as("everything", "doctor").out())
        .contains("ok      privileges  the account has all", "ok      plan        can be made");
    assertThat(run.target().mutating()).isEmpty();

    converged(run.as("everything", "apply"));
    run.target().resetCalls();
    run.change();
    Map<String, Set<String>> changed = asked(run, "plan");
    Map<String, Set<String>> last = asked(run, "destroy");
    assertThat(wrong(run, "plan", changed, known)).isEmpty();
    assertThat(wrong(run, "destroy", last, known)).isEmpty();
    assertThat(run.target().mutating()).isEmpty();
    assertThat(known).hasSizeGreaterThan(60);

    // a destroy also looks for volumes that are left, and says where it could not
    last.put("Datastore.Browse", Set.of("/"));
    Run exact =
        run("exact", having("first", first) + having("changed", changed) + having("last", last));
    suffices(exact.as("first", "apply"));
    exact.change();
    allowed(exact, "changed", "apply");
    assertThat(exact.as("everything", "plan").out()).contains("No changes.");
    allowed(exact, "last", "destroy");
  }

  private static String having(String account, Map<String, Set<String>> asked) {
    return "  " + account + ": {privileges: " + asked.keySet() + "}\n";
  }

  /** With the consent that the command demands. */
  private static void allowed(Run run, String account, String command) {
    String refused = run.as(account, command, "--yes").err();
    Matcher allow = ALLOW.matcher(refused);
    assertThat(allow.find()).as(refused).isTrue();
    suffices(run.as(account, command, "--yes", "--allow", allow.group(1)));
  }

  /** But for the record of changes, without which everything goes on. */
  private static void suffices(Provisioning.Ended ended) {
    assertThat(ended.exit()).as(ended.all()).isZero();
    assertThat(ended.err())
        .isEqualTo(
            "note: the record of these changes is not in the server's events: the account lacks the"
                + " privilege Global.LogEvent on `/`\n");
  }
}
