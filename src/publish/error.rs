//! What can go wrong, said to the person who can mend it.

use rustix::io::Errno;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why nothing was published. The output is as it was.
#[derive(Debug, Error)]
pub enum PublishError {
    /// The output is a place that is never replaced.
    #[error("不能发布到“{}”：{why}", .output.display())]
    Refused {
        /// The output as it was given.
        output: PathBuf,
        /// Why, and what to do.
        why: Refusal,
    },
    /// Another build has the output open.
    #[error("另一个构建正在发布到“{}”；请等它结束再试", .output.display())]
    Busy {
        /// The output.
        output: PathBuf,
    },
    /// Foreign files were changed by somebody else during the swap.
    #[error("发布时有别的程序（如 git）正在改动“{}”里的文件，网站保持原样；请等它结束再试", .output.display())]
    Disturbed {
        /// The output.
        output: PathBuf,
    },
    /// An address that may not be written.
    #[error("不能写到地址“{address}”：{why}")]
    Address {
        /// The address, control characters escaped.
        address: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// Two addresses that are one, at least where case does not count.
    #[error("“{first}”与“{second}”是同一个地址（不分大小写）；请给其中一个改名")]
    Clash {
        /// The one that came first.
        first: String,
        /// The one that is refused.
        second: String,
    },
    /// A file and a folder of the site at one address.
    #[error("网站里“{file}”是文件，“{folder}”又是文件夹，两者同名（不分大小写）；请给其中一个改名")]
    FileAndFolder {
        /// The file.
        file: String,
        /// The folder.
        folder: String,
    },
    /// A file of the site was refused or could not be written, and yet the site
    /// was to be published.
    #[error("有文件没有写成，网站不完整，没有发布")]
    Incomplete,
    /// A page stands where the output holds a file we did not write.
    #[error("网站的“{address}”与已有的“{}”重名，后者不是 ziping 写的，不会覆盖；请把它移走，或给页面改名", .path.display())]
    Foreign {
        /// The page's address.
        address: String,
        /// The foreign file or folder.
        path: PathBuf,
    },
    /// A file for a folder that has been closed.
    #[error("“{folder}”已经写完，不能再放入“{address}”")]
    Closed {
        /// The file's address.
        address: String,
        /// The folder's.
        folder: String,
    },
    /// Another file system hangs below the output.
    #[error("“{}”是另一个文件系统的挂载点，不能随网站一起更换；请先卸载，或另选输出文件夹", .path.display())]
    Mounted {
        /// Where it hangs.
        path: PathBuf,
    },
    /// What was to be copied is no regular file.
    #[error("“{}”不是普通文件（可能是符号链接、文件夹或设备），不能发布；请换成文件本身", .path.display())]
    NotRegular {
        /// The file that was to be copied.
        path: PathBuf,
    },
    /// What was copied changed meanwhile.
    #[error("“{}”在复制时被改动；请等它保存完毕再试", .path.display())]
    SourceChanged {
        /// The file that was copied.
        path: PathBuf,
    },
    /// The manifest of the last publication cannot be read.
    #[error("发布清单“{}”已损坏，分不清哪些文件是上次发布的；请确认整个文件夹都可以重新生成，把它移走后再试", .path.display())]
    Manifest {
        /// The manifest.
        path: PathBuf,
    },
    /// What was to be read as a published site is none.
    #[error("“{}”里没有发布清单，不是 ziping 发布的网站；请写发布到的文件夹，如 public，连同其中的 .ziping-manifest 一起复制", .path.display())]
    NoSite {
        /// The folder.
        path: PathBuf,
    },
    /// A file of a published site is not as it was published.
    #[error("“{}”与发布清单不符（少了、改过或不是普通文件）；请重新发布这个网站，或重新完整复制一份", .path.display())]
    NotAsPublished {
        /// The file, or the manifest.
        path: PathBuf,
    },
    /// A run was killed between two renames, and something new stands there.
    #[error("上次发布中断，原来的网站还在“{}”，而“{}”里又有了别的文件；请把后者移走再试，网站会自动恢复", .old.display(), .output.display())]
    Unfinished {
        /// The output.
        output: PathBuf,
        /// Where the last site is.
        old: PathBuf,
    },
    /// The file system refused.
    #[error("{doing}“{}”失败：{}", .path.display(), reason(.source))]
    Io {
        /// What was tried, such as `写入`.
        doing: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// What the system answered.
        source: io::Error,
    },
}

/// Why a folder is not taken as output.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// It is `/`.
    #[error("这是文件系统的根；请另选一个专用的文件夹，如 public")]
    Root,
    /// It is a protected folder, or holds one.
    #[error("它就是“{path}”，或者包含着它，发布会把里面的文件全部换掉；请另选一个专用的文件夹，如 public", path = .0.display())]
    Protected(PathBuf),
    /// It lies inside a folder that is read.
    #[error("它在“{}”里面，发布出的页面会被当成内容再读一遍；请选在它外面的文件夹，如 public", .0.display())]
    Inside(PathBuf),
    /// It is a file.
    #[error("这是一个文件，不是文件夹；请另选位置，或把它移走")]
    File,
    /// It is a symbolic link.
    #[error("这是一个符号链接；请直接写它指向的文件夹")]
    Symlink,
    /// It is where another file system is mounted.
    #[error("这是一个挂载点，不能整个更换；请选它里面的一个子文件夹")]
    MountPoint,
    /// The folder that is to hold it is missing.
    #[error("上一级文件夹“{}”不存在；请先建立它", .0.display())]
    NoParent(PathBuf),
    /// It holds what we never wrote.
    #[error("里面已有“{}”等文件，却没有发布清单，不是 ziping 发布过的文件夹；请另选一个空文件夹，或先把里面的文件移走", .0.display())]
    Strangers(PathBuf),
}

impl PublishError {
    /// The error of something tried with a path.
    pub(super) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io {
            doing,
            path: path.into(),
            source,
        }
    }
}

/// The system's answer in Chinese, with the mend where there is one.
fn reason(error: &io::Error) -> String {
    let known = match Errno::from_io_error(error) {
        Some(Errno::NOSPC) => "磁盘已满；请腾出空间再试",
        Some(Errno::DQUOT) => "磁盘配额已用完；请腾出空间再试",
        Some(Errno::ACCESS | Errno::PERM) => "没有权限；请检查它和上一级文件夹的权限",
        Some(Errno::ROFS) => "文件系统是只读的；请换一个可写的位置",
        Some(Errno::NOENT) => "文件或文件夹不存在",
        Some(Errno::EXIST) => "已经存在",
        Some(Errno::NOTDIR) => "路径中有一段是文件，不是文件夹",
        Some(Errno::ISDIR) => "这是一个文件夹，不是文件",
        Some(Errno::NOTEMPTY) => "文件夹不是空的，可能有别的程序正在往里写；请再试一次",
        Some(Errno::NAMETOOLONG) => "名称过长；请改短",
        Some(Errno::FBIG) => "文件过大，超出系统的限制",
        Some(Errno::BUSY) => "正被占用，或是挂载点；请先停止占用它的程序或卸载",
        Some(Errno::MFILE | Errno::NFILE) => "同时打开的文件过多；请调高系统的限制（ulimit -n）",
        Some(Errno::NOLCK) => "这个文件系统不支持文件锁；请换一个位置",
        Some(Errno::LOOP) => "符号链接层数过多",
        Some(Errno::IO) => "磁盘读写出错；请检查磁盘",
        Some(Errno::STALE) => "网络文件系统的连接已失效；请重新挂载",
        Some(Errno::XDEV) => {
            "不能跨文件系统改名或链接（可能是挂载点，或来自容器镜像的下层）；请另选输出文件夹"
        }
        _ => return format!("系统报告：{error}"),
    };
    known.to_owned()
}
