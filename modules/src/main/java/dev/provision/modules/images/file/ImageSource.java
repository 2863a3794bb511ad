package dev.provision.modules.images.file;

/** Where the content of an image comes from. The hash of the content identifies it. */
public sealed interface ImageSource permits ImageFile, RemoteFile {
  /** As written in the playbook, for messages. */
  String name();

  /** In lower-case hex. */
  String sha256();
}
