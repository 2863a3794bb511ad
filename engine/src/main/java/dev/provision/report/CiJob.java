package dev.provision.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The job of a CI system that runs this process, as the system's own variables say: GitLab, GitHub,
 * Jenkins, Azure Pipelines, Buildkite, CircleCI.
 */
public final class CiJob {
  private static final List<String> URLS =
      List.of("CI_JOB_URL", "BUILDKITE_BUILD_URL", "CIRCLE_BUILD_URL", "BUILD_URL");

  private CiJob() {}

  /** Where people can look at the job; empty outside of CI. */
  public static String url(Map<String, String> environment) {
    Optional<String> url =
        URLS.stream()
            .map(name -> environment.getOrDefault(name, ""))
            .filter(CiJob::isUrl)
            .findFirst();
    return url.or(() -> gitHub(environment)).or(() -> azure(environment)).orElse("");
  }

  private static boolean isUrl(String text) {
    return text.startsWith("https://") || text.startsWith("http://");
  }

  private static Optional<String> gitHub(Map<String, String> environment) {
    return all(environment, "GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_RUN_ID")
        .map(parts -> "%s/%s/actions/runs/%s".formatted(parts.toArray()))
        .filter(CiJob::isUrl);
  }

  private static Optional<String> azure(Map<String, String> environment) {
    return all(environment, "SYSTEM_COLLECTIONURI", "SYSTEM_TEAMPROJECT", "BUILD_BUILDID")
        .map(parts -> "%s%s/_build/results?buildId=%s".formatted(parts.toArray()))
        .filter(CiJob::isUrl);
  }

  private static Optional<List<String>> all(Map<String, String> environment, String... names) {
    List<String> values =
        List.of(names).stream().map(name -> environment.getOrDefault(name, "")).toList();
    return values.contains("") ? Optional.empty() : Optional.of(values);
  }
}
