package dev.provision.vsphere.wire;

import com.vmware.vim25.AboutInfo;
import java.util.Optional;

/**
 * Which version of the API we use with one server. What is newer than {@link #version()} is neither
 * asked for nor sent.
 *
 * @param asked what calls ask for, in {@code SOAPAction}
 * @param announced {@code AboutInfo.apiVersion}; empty where that is no number
 * @param why how it came to what is asked for, in words for people
 */
public record Spoken(ApiVersion asked, Optional<ApiVersion> announced, String why) {
  /** For a server that has no versions to choose from. */
  public static Spoken as(AboutInfo about) {
    Optional<ApiVersion> announced = ApiVersion.announced(about);
    return new Spoken(
        announced.orElse(ApiVersion.OLDEST), announced, "it is what the server announces");
  }

  /**
   * The smaller of the two: a server refuses what is newer than it was asked for ({@code
   * InvalidProperty}), and a list of versions may be another server's than the one that answers.
   */
  public ApiVersion version() {
    return announced.filter(each -> each.compareTo(asked) < 0).orElse(asked);
  }

  /** {@code asked for 8.0.2.0, announces 8.0.3.0; newer than 8.0.2.0 is not used (...)}. */
  public String text() {
    return "asked for API "
        + asked
        + ": "
        + why
        + "; it announces "
        + announced.map(ApiVersion::text).orElse("no version")
        + (version().equals(asked) ? "" : ", and nothing newer than that is used");
  }
}
