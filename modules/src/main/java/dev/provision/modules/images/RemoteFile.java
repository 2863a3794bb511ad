package dev.provision.modules.images;

import java.net.URI;
import java.nio.file.Path;

/**
 * A file at a URL, which is downloaded when an apply needs it: its declared hash says which image
 * it is, so nothing is fetched to plan, or when vCenter has the image.
 *
 * @param name the URL, as the playbook gives it
 * @param cache where the file is kept once it was downloaded
 */
record RemoteFile(URI uri, String name, String sha256, Path cache) implements ImageSource {}
