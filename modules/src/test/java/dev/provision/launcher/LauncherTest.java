package dev.provision.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.launcher.Checkout.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
  private static final String LOCK = "modules/target/launcher/lock";

  @TempDir Path directory;
  private Checkout checkout;

  @BeforeEach
  void checkOut() throws IOException {
    checkout = Checkout.in(directory);
  }

  @Test
  void passesArgumentsAndExitCodeThroughUntouched() throws IOException {
    Ended ended =
        checkout
            .with("JAVA_EXITS", "65")
            .run("plan", "a b", "it's \"quoted\"", "", "$HOME *", "-e", "x=\\n", "two\nlines");

    assertThat(ended.arguments())
        .containsExactly(
            "<plan>",
            "<a b>",
            "<it's \"quoted\">",
            "<>",
            "<$HOME *>",
            "<-e>",
            "<x=\\n>",
            "<two",
            "lines>");
    assertThat(ended.exit()).isEqualTo(65);
  }

  @Test
  void runsThroughSymbolicLinksFromAnotherDirectory() throws IOException {
    Path elsewhere = Files.createDirectories(directory.resolve("else where/deep"));
    Files.createSymbolicLink(elsewhere.resolve("relative"), Path.of("../../check out/provision"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), elsewhere.resolve("relative"));

    Ended ended = Ended.of(checkout.start(link, elsewhere, "version"));

    assertThat(ended.exit()).isZero();
    assertThat(ended.out())
        .contains("<" + checkout.path("modules/target/provision.jar") + ">\n<version>\n");
    assertThat(checkout.lines("mvn.log"))
        .containsExactly(
            "-q -B -f "
                + checkout.path("pom.xml")
                + " -pl modules -am package -Dmaven.test.skip=true");
  }

  @Test
  void buildsOnTheFirstRunAndSaysSoInOneLine() throws IOException {
    Ended first = checkout.run();
    Ended second = checkout.run();

    assertThat(first.err()).isEqualTo("building provision (first run)…\n");
    assertThat(second.err()).isEmpty();
    assertThat(checkout.lines("mvn.log")).hasSize(1);
  }

  @Test
  void buildsAgainWhenASourceOrAPomIsNewer() throws IOException {
    checkout.run();

    checkout.touch("engine/src/main/java/Engine.java");
    Ended afterSource = checkout.run();
    Files.setLastModifiedTime(
        checkout.path("engine/src/main/java/Engine.java"), FileTime.fromMillis(0));
    checkout.touch("modules/pom.xml");
    Ended afterPom = checkout.run();

    assertThat(afterSource.err()).isEqualTo("building provision (its sources have changed)…\n");
    assertThat(afterPom.err()).isEqualTo("building provision (its sources have changed)…\n");
    assertThat(checkout.lines("mvn.log")).hasSize(3);
  }

  @Test
  void showsWhatMavenSaidOnlyWhenItFails() throws IOException {
    Ended failed = checkout.with("MAVEN_FAILS", "yes").run();
    Ended repaired = checkout.with("MAVEN_FAILS", "").run();

    assertThat(failed.err())
        .isEqualTo(
            """
            building provision (first run)…
            COMPILATION ERROR: Site.java
            provision: could not build it; what Maven said is above
            """);
    assertThat(failed.exit()).isEqualTo(70);
    assertThat(failed.out()).isEmpty();
    assertThat(repaired.exit()).isZero();
  }

  @Test
  void makesTheClassArchiveOnceAfterABuildAndUsesIt() throws IOException {
    Ended first = checkout.run();
    checkout.run();
    checkout.touch("pom.xml");
    checkout.run();

    Path archive = checkout.path("modules/target/launcher/classes.jsa");
    assertThat(first.out()).contains("<-XX:SharedArchiveFile=" + archive + ">\n<-Xshare:auto>\n");
    assertThat(checkout.lines("training.log")).hasSize(2);
  }

  @Test
  void tellsWhetherItsStreamsAreATerminal() throws IOException {
    assertThat(checkout.run().out())
        .contains("<-Dprovision.stdout.tty=false>\n<-Dprovision.stderr.tty=false>\n");
  }

  @Test
  void limitsTheHeapUnlessSomebodyElseDoes() throws IOException {
    assertThat(limit(checkout.run())).isBetween(64, 2048);
    assertThat(checkout.with("JDK_JAVA_OPTIONS", "-Xmx8g").run().out()).doesNotContain("<-Xmx");
    assertThat(
            checkout
                .with("JDK_JAVA_OPTIONS", "")
                .with("JAVA_TOOL_OPTIONS", "-XX:MaxRAMPercentage=70")
                .run()
                .out())
        .doesNotContain("<-Xmx");
  }

  private static int limit(Ended ended) {
    Matcher limit = Pattern.compile("<-Xmx(\\d+)m>").matcher(ended.out());
    assertThat(limit.find()).as(ended.out()).isTrue();
    return Integer.parseInt(limit.group(1));
  }

  @Test
  void readsNamesOfFilesInUtf8WhateverTheLocale() throws IOException {
    assertThat(localeOf("LC_ALL", "C")).containsExactly("C.UTF-8");
    assertThat(localeOf("LC_ALL", "")).containsExactly("C.UTF-8");
    assertThat(localeOf("LC_ALL", "de_DE.utf8")).containsExactly("de_DE.utf8");
    checkout.with("LC_ALL", "");
    assertThat(localeOf("LANG", "en_US.UTF-8")).containsExactly("");
    assertThat(localeOf("LC_CTYPE", "POSIX")).containsExactly("C.UTF-8");
  }

  private List<String> localeOf(String variable, String value) throws IOException {
    checkout.with(variable, value).run();
    return checkout.lines("locale");
  }

  @Test
  void becomesTheJvmSoThatSignalsReachIt() throws IOException {
    Ended ended = checkout.run();

    assertThat(ended.out()).startsWith("pid " + ended.pid() + "\n");
  }

  @Test
  void buildsOnceWhenSeveralStartAtTheSameTime() throws IOException {
    checkout.with("MAVEN_SLEEPS", "1");
    List<Process> started = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      started.add(checkout.start(checkout.path("provision"), directory, "run", "" + i));
    }

    for (int i = 0; i < 4; i++) {
      Ended ended = Ended.of(started.get(i));
      assertThat(ended.arguments()).containsExactly("<run>", "<" + i + ">");
    }
    assertThat(checkout.lines("mvn.log")).hasSize(2).endsWith("sleeping");
    assertThat(checkout.lines("training.log")).hasSize(1);
  }

  @Test
  void takesOverTheLockOfAProcessThatIsGone() throws IOException {
    Process gone = new ProcessBuilder("/bin/sh", "-c", ":").start();
    gone.onExit().join();
    Files.createDirectories(checkout.path(LOCK).getParent());
    Files.createSymbolicLink(checkout.path(LOCK), Path.of("" + gone.pid()));

    assertThat(checkout.run().exit()).isZero();
    assertThat(Files.isSymbolicLink(checkout.path(LOCK))).isFalse();
  }

  @Test
  void endsItsMavenWhenItIsTerminatedDuringTheBuild() throws IOException {
    checkout.with("MAVEN_SLEEPS", "30");
    Process build = checkout.start(checkout.path("provision"), directory);
    while (!checkout.lines("mvn.log").contains("sleeping")) {
      Thread.onSpinWait();
    }

    build.destroy();

    assertThat(build.onExit().join().exitValue()).isEqualTo(143);
    assertThat(checkout.lines("mvn.log")).endsWith("terminated");
    assertThat(Files.isSymbolicLink(checkout.path(LOCK))).isFalse();
  }

  @Test
  void saysThatMavenIsMissing() throws IOException {
    Ended ended = checkout.without("mvn").run();

    assertThat(ended.err())
        .isEqualTo("provision: it has to be built, and there is no Maven: no `mvn` on the PATH\n");
    assertThat(ended.exit()).isEqualTo(70);
  }

  @Test
  void saysThatJavaIsMissing() throws IOException {
    Ended ended = checkout.without("java").run();

    assertThat(ended.err())
        .isEqualTo(
            "provision: Java 17 or newer is needed: there is no `java` on the PATH and no JAVA_HOME\n");
    assertThat(ended.exit()).isEqualTo(70);
  }

  @Test
  void saysThatJavaIsTooOld() throws IOException {
    Ended eight = checkout.with("JAVA_SAYS", "1.8.0_392").run();
    Ended eleven = checkout.with("JAVA_SAYS", "11.0.2").run();

    assertThat(eight.err())
        .isEqualTo(
            "provision: Java 17 or newer is needed, but `%s` is 1.8.0_392; set JAVA_HOME or the PATH\n"
                .formatted(directory.resolve("bin/java")));
    assertThat(eleven.err()).contains("is 11.0.2;");
    assertThat(eleven.exit()).isEqualTo(70);
  }
}
