package dev.provision.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CiJobTest {
  @Test
  void saysWhoStartedTheJobAndOnWhichCommit() {
    Map<String, String> gitLab =
        Map.of("CI_COMMIT_SHA", "8c1f", "GITLAB_USER_LOGIN", "anna", "GITHUB_SHA", " ");
    assertThat(CiJob.commit(gitLab)).isEqualTo("8c1f");
    assertThat(CiJob.person(gitLab)).isEqualTo("anna");

    Map<String, String> gitHub = Map.of("GITHUB_SHA", "77aa", "GITHUB_ACTOR", "bob");
    assertThat(CiJob.commit(gitHub)).isEqualTo("77aa");
    assertThat(CiJob.person(gitHub)).isEqualTo("bob");

    assertThat(CiJob.commit(Map.of())).isEmpty();
    assertThat(CiJob.person(Map.of("USER", "root"))).isEmpty();
  }
}
