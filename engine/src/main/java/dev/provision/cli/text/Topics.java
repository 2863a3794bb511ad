package dev.provision.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code provision doc} says of matters that belong to no kind. */
public final class Topics {
  private record Topic(String name, String summary, String text) {}

  private static final List<Topic> ALL =
      List.of(
          new Topic(
              "ends",
              "how a run ends early: signals, --grace, --deadline",
              """
              SIGTERM, SIGHUP and Ctrl-C end a run in order. It begins nothing more; what runs may
              end by itself for 30 percent of the grace; then the server is asked to cancel its
              tasks, uploads are given up with their lease, and what waits is interrupted; at 70
              percent the run is left as it is. The rest is for the report, the lease and the
              logout. A second signal cancels at once, a third leaves at once, and no further one
              does anything: the session and the report are never lost. Where somebody sits at a
              terminal, Ctrl-C has no time limit until it is pressed again.

              --grace TIME    the whole of it, 20 s by default, 1 s at least
              --deadline TIME ends a run that takes longer in just the same way; that is exit 1

              A CI system that kills a job 10 s after it told it to end, as GitLab's runner and
              GitHub's do, wants `--grace 8s`.

              The report has a line for each step that may be half done: its address, what it was
              doing, the task that it left at the server, and whether that task is cancelled or goes
              on because it cannot be. The last line is the command that finishes the work. The exit
              code after a signal is 130.
              """),
          new Topic(
              "record",
              "what a run leaves in the server's events, and in --report FILE",
              """
              An apply, a destroy or an operation that changed something writes events (`LogUserEvent`)
              when it ends, however it ends: who ran it (the user of the process, and in CI the person,
              the job and the commit), and for each changed object its address, its path, its line in
              the playbook and the fields with their values before and after. Secrets are not in it. As
              many objects as fit share an event of at most 1,000 characters. The events are on the
              datacenter that the environment's folder is in; of an environment whose home is at the
              root, on the root folder: vCenter takes such events on no other folder.

              It needs the privilege Global.LogEvent there. Without it everything else is done, and a
              note says that the record is missing. `govc events -type GeneralUserEvent /DC0` reads it.

              --report FILE writes the same as JSON, a line for each play, with what was done, what may
              be half done and the exit code; `--format json` ends with the same line.
              """),
          new Topic(
              "plan-file",
              "what `plan --out FILE` keeps and `apply FILE` carries out",
              PlanTopics.FILE),
          new Topic(
              "rules",
              "conditions of another owner that every plan has to pass",
              PlanTopics.RULES));

  private Topics() {}

  public static List<String> names() {
    return ALL.stream().map(Topic::name).toList();
  }

  /** The text of a topic; empty where there is none of that name. */
  public static Optional<String> text(String name) {
    return ALL.stream()
        .filter(topic -> topic.name().equals(name))
        .findFirst()
        .map(topic -> topic.name() + ": " + topic.summary() + "\n\n" + topic.text());
  }

  static List<String[]> rows() {
    List<String[]> rows = new ArrayList<>();
    ALL.forEach(topic -> rows.add(new String[] {topic.name(), topic.summary()}));
    return rows;
  }
}
