/**
 * What a playbook declares of an image: in goes an {@link
 * dev.provision.modules.images.declaration.ImageSpec}, out comes an {@link
 * dev.provision.modules.images.declaration.ImageWanted}, which combines it with what its file says,
 * and refuses contradictions.
 */
package dev.provision.modules.images.declaration;
