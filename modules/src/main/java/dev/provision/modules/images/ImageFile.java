package dev.provision.modules.images;

import java.nio.file.Path;

/**
 * A local file that can become an image.
 *
 * @param name as the playbook gives it, for messages
 * @param bytes of the file
 * @param sha256 of the file, in lower-case hex
 */
record ImageFile(Path path, String name, long bytes, String sha256, Vmdk disk) {}
