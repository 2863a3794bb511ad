package dev.provision.modules.images.file;

/** Where an image's content comes from; its identity is the content's hash. */
public sealed interface ImageSource permits ImageFile, RemoteFile {
  /** As the playbook gives it, for messages. */
  String name();

  /** In lower-case hex. */
  String sha256();
}
