package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.cli.Cli.Ended;
import dev.provision.cli.text.Topics;
import dev.provision.report.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --rules}: what another owner wants of every plan. */
class RulesOnALabTest extends OnALab {
  private static final String RULES =
      """
      small:
        each: thing
        condition: ${each.declared.fields.x?number <= 1}
        message: x is ${each.declared.fields.x}, and 1 is allowed in ${environment}
      few:
        condition: ${counts.create <= 1}
        message: ${counts.create} are made at once
      """;

  @Test
  void refusesWithTheRuleAndTheLineOfThePlaybook() {
    cli.file("rules.yml", RULES);

    for (String command : new String[] {"plan", "apply"}) {
      Ended refused = cli.run(command, "site.yml", "--rules", "rules.yml");

      assertThat(refused.exit()).isEqualTo(ExitCode.NOT_ALLOWED);
      assertThat(refused.out()).contains("2 to create");
      assertThat(refused.err())
          .isEqualTo(
              """
              site.yml:7:3: error: rule `small` refuses `thing.b`: x is 2, and 1 is allowed in lab
                    b: {path: /b, fields: {x: "2"}, needs: [things.a]}
                    ^
                rules.yml:1:1: the rule
                  small:
                  ^^^^^
              rules.yml:5:1: error: rule `few` refuses this plan: 2 are made at once
                  few:
                  ^^^
              error: nothing was changed: the rules refuse this plan for 2 reasons
              """);
      assertThat(cli.server.writes()).isEmpty();
    }
  }

  @Test
  void aPlanThatPassesIsKeptWithTheHashOfItsRulesWhichTheApplyNeedsToo() throws IOException {
    cli.file("rules.yml", RULES.replace("<= 1", "<= 9"));
    assertThat(cli.run("plan", "site.yml", "--rules", "rules.yml", "--out", "plan.json").exit())
        .isEqualTo(ExitCode.OK);
    assertThat(Files.readString(folder.resolve("plan.json")))
        .containsPattern("\"rules\": \"[0-9a-f]{64}\"");

    Ended without = cli.run("apply", "plan.json");
    assertThat(without.exit()).isEqualTo(ExitCode.NOT_ALLOWED);
    assertThat(without.err())
        .isEqualTo(
            "error: nothing was changed: the plan in plan.json was made under rules, and here are"
                + " none: give them with --rules\n");
    cli.file("rules.yml", RULES.replace("<= 1", "<= 8"));
    assertThat(cli.run("apply", "plan.json", "--rules", "rules.yml").err())
        .isEqualTo(
            "error: nothing was changed: the plan in plan.json was made under rules, and these are"
                + " others: plan again under these\n");
    assertThat(cli.server.writes()).isEmpty();

    cli.file("rules.yml", RULES.replace("<= 1", "<= 9"));
    assertThat(cli.run("apply", "plan.json", "--rules", "rules.yml").exit()).isEqualTo(ExitCode.OK);
  }

  @Test
  void theEnvironmentAddsRulesThatNoCommandLineTakesAway() {
    cli.file("rules.yml", RULES).file("none.yml", "fine: {condition: \"${true}\", message: no}\n");
    cli.environment.put("PROVISION_RULES", folder.resolve("rules.yml").toString());

    Ended refused = cli.run("apply", "site.yml", "--rules", folder.resolve("none.yml").toString());

    assertThat(refused.exit()).isEqualTo(ExitCode.NOT_ALLOWED);
    assertThat(refused.err()).contains("rule `small` refuses `thing.b`");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '~',
      value = {
        "a: {condition: \"${1}\", message: no} # the condition of rule `a` is neither true nor false",
        "a: {condition: \"${nope}\", message: no} # unknown variable `nope` of rule `a`",
        "a: {condition: \"yes\", message: no} # the condition has no expression, so it says the same"
            + " of every plan",
        "a: {each: thin, condition: \"${true}\", message: no} # `each`: expected a kind, as in"
            + " instance, or any, found `thin`; did you mean `thing`?",
        "a: {condition: \"${true}\"} # rule `a` has no `message`",
        "a: {conditon: \"${true}\", message: no} # unknown key `conditon`; did you mean `condition`?",
        "[a] # rules are a mapping from their names, found a list",
      })
  void refusesMistakesInARule(String rules, String message) {
    cli.file("rules.yml", rules + "\n");

    Ended refused = cli.run("apply", "site.yml", "--rules", "rules.yml");

    assertThat(refused.err()).contains("error: " + message + "\n");
    assertThat(refused.exit()).isEqualTo(ExitCode.PLAYBOOK);
    assertThat(cli.server.writes()).isEmpty();
  }

  @Test
  void theRulesOfTheReferenceWork() {
    String rules =
        Topics.text("rules")
            .orElseThrow()
            .lines()
            .dropWhile(line -> !line.startsWith("  machines-are-small:"))
            .takeWhile(line -> !line.startsWith("Expressions"))
            .map(line -> line.replaceFirst("^  ", "").replace("instance, volume", "thing"))
            .map(line -> line.replace("each: instance", "each: thing"))
            .collect(Collectors.joining("\n"));
    cli.file("rules.yml", rules);

    Ended passed = cli.run("plan", "site.yml", "--rules", "rules.yml");

    assertThat(passed.err()).isEmpty();
    assertThat(passed.exit()).isEqualTo(ExitCode.OK);
  }

  @Test
  void theReferenceHasBothTopics() {
    assertThat(cli.run("doc").out())
        .contains(
            "  plan-file             what `plan --out FILE` keeps and `apply FILE` carries out\n")
        .contains(
            "  rules                 conditions of another owner that every plan has to pass\n");
    assertThat(cli.run("doc", "plan-file").out()).startsWith("plan-file: what `plan --out");
    assertThat(cli.run("doc", "rules", "--format", "json").out()).contains("\"topic\": \"rules\"");
    assertThat(cli.run("doc", "rulez").err())
        .contains("unknown kind `rulez`; did you mean `rules`?");
  }
}
