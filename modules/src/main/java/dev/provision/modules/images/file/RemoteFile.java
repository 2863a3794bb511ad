package dev.provision.modules.images.file;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file at a URL, which is downloaded when an apply needs it: its declared hash says which image
 * it is, so nothing is fetched to plan, or when vCenter has the image.
 *
 * @param name the URL, as the playbook gives it
 * @param cache where the file is kept once it was downloaded
 * @param saidAt where the playbook gives the hash, {@code site.yml:7:13}
 * @param caFile PEM file with the authorities that its server is trusted by; empty for the
 *     platform's
 */
public record RemoteFile(
    URI uri, String name, String sha256, Path cache, String saidAt, Optional<Path> caFile)
    implements ImageSource {}
